export const logLevels = ['debug', 'info', 'warn', 'error'] as const;

export type LogLevel = (typeof logLevels)[number];

/** How one line looks: as it is, or as Cloud Logging reads it. */
type LogShape =
  | { readonly kind: 'plain' }
  /** @param project the one that traces belong to; without it lines don't name their trace */
  | { readonly kind: 'google-cloud'; readonly project: string | undefined };

export interface LogOptions {
  /** The least important lines that are written. */
  readonly level: LogLevel;
  readonly shape: LogShape;
}
