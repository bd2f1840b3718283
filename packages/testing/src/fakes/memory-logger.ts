import type { LogFields, Logger } from '@cloudconvert/core';

export interface LogEntry {
  readonly level: 'debug' | 'info' | 'warn' | 'error';
  readonly message: string;
  /** Those of the call and of all loggers above. */
  readonly fields: LogFields;
}

/** Keeps what it is told, also what its children are told. */
export class MemoryLogger implements Logger {
  readonly entries: LogEntry[];
  readonly #fields: LogFields;

  constructor(fields: LogFields = {}, entries: LogEntry[] = []) {
    this.#fields = fields;
    this.entries = entries;
  }

  debug(fields: LogFields, message: string): void {
    this.#keep('debug', fields, message);
  }

  info(fields: LogFields, message: string): void {
    this.#keep('info', fields, message);
  }

  warn(fields: LogFields, message: string): void {
    this.#keep('warn', fields, message);
  }

  error(fields: LogFields, message: string): void {
    this.#keep('error', fields, message);
  }

  child(fields: LogFields): MemoryLogger {
    return new MemoryLogger({ ...this.#fields, ...fields }, this.entries);
  }

  #keep(level: LogEntry['level'], fields: LogFields, message: string): void {
    this.entries.push({ level, message, fields: { ...this.#fields, ...fields } });
  }
}
