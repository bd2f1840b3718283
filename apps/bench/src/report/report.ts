/** What a run found out. */
export interface Report {
  readonly title: string;
  /** For people. */
  readonly rows: readonly (readonly [label: string, figure: string])[];
  /** What a reader must know to understand the figures. */
  readonly note: string | null;
  /** Why the run counts as failed all the same. */
  readonly failure: string | null;
  /** For programs. */
  readonly figures: Readonly<Record<string, unknown>>;
}
