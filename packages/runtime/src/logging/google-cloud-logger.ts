import type { LogFields, Logger } from '@cloudconvert/core';

/** Names the trace of each line as Cloud Logging does, for loggers that were given a `traceId`. */
export class GoogleCloudLogger implements Logger {
  readonly #logger: Logger;
  readonly #project: string;

  constructor(logger: Logger, project: string) {
    this.#logger = logger;
    this.#project = project;
  }

  debug(fields: LogFields, message: string): void {
    this.#logger.debug(fields, message);
  }

  info(fields: LogFields, message: string): void {
    this.#logger.info(fields, message);
  }

  warn(fields: LogFields, message: string): void {
    this.#logger.warn(fields, message);
  }

  error(fields: LogFields, message: string): void {
    this.#logger.error(fields, message);
  }

  child({ traceId, ...fields }: LogFields): Logger {
    const trace = `projects/${this.#project}/traces/${traceId}`;
    const named =
      traceId === undefined ? fields : { ...fields, 'logging.googleapis.com/trace': trace };
    return new GoogleCloudLogger(this.#logger.child(named), this.#project);
  }
}
