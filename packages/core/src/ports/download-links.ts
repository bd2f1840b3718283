export interface LinkTarget {
  readonly fileId: string;
  readonly revision: number;
}

/** Links that download one result without logging in, until they expire. */
export interface DownloadLinks {
  /** An absolute URL. */
  issue(target: LinkTarget): string;
  /** The target if the query of a link is genuine and not expired, else `undefined`. */
  verify(fileId: string, query: Readonly<Record<string, unknown>>): LinkTarget | undefined;
}
