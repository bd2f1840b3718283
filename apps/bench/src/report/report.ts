/** One table of what a run found out, and what belongs to it. */
export interface Report {
  readonly title: string;
  /** What stands above each column; the first column says what a row is about. */
  readonly header: readonly string[];
  /** As long as `header`, each. */
  readonly rows: readonly (readonly string[])[];
  /** What a reader must know to understand the figures. */
  readonly note: string | null;
  /** Why the run counts as failed all the same. */
  readonly failure: string | null;
  readonly charts: readonly Chart[];
  /** What was to be reached, next to what was. */
  readonly ratios: readonly Ratio[];
  /** What the first version's results are compared with, as far as this run tells of it. */
  readonly comparable?: Comparable;
  /** For programs. */
  readonly figures: Readonly<Record<string, unknown>>;
}

/** The figures that the first version was measured by. */
export interface Comparable {
  /** Up to which the mean stays under 1.5 s and errors under 1 %, converters working. */
  readonly users?: number;
  /** With as many users. */
  readonly requestsPerSecond?: number;
  /** To ogg. */
  readonly filesPerMinute?: number;
  /** Most that all were done of within 10 minutes. */
  readonly tasksAtOnce?: number;
  /** Requests per second of 8 clients that never pause, converters working. */
  readonly closedLoopBusy?: number;
  /** The same without converters. */
  readonly closedLoopIdle?: number;
}

export interface Chart {
  readonly title: string;
  readonly x: Axis;
  /** What the values are, with their unit: `ms`, `files per minute`. */
  readonly y: string;
  readonly series: readonly Series[];
}

interface Axis {
  /** With its unit: `seconds since the start`. */
  readonly label: string;
  /** Ascending. */
  readonly values: readonly number[];
  /** `linear` unless told; `log` where each value is a multiple of the one before. */
  readonly scale?: 'linear' | 'log';
}

export interface Series {
  readonly name: string;
  /** One for each value of the axis; `null` where there is none. */
  readonly values: readonly (number | null)[];
}

/** A figure that was to reach something, mostly of the service by that of the bare machine. */
export interface Ratio {
  /** Such as `ogg: files per minute, by those of xargs ffmpeg`. */
  readonly name: string;
  readonly measured: number;
  readonly wanted: { readonly atLeast: number } | { readonly atMost: number };
  /** Of both figures, such as `ms`; `null` for a ratio proper. */
  readonly unit: string | null;
}
