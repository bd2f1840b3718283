export type LogFields = Readonly<Record<string, unknown>>;

/** Where a process says what it does. Never given a password, a token or a signed link. */
export interface Logger {
  debug(fields: LogFields, message: string): void;
  info(fields: LogFields, message: string): void;
  warn(fields: LogFields, message: string): void;
  error(fields: LogFields, message: string): void;
  /** A logger that adds `fields` to all it says. */
  child(fields: LogFields): Logger;
}
