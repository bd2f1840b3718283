/** Knows the signed URLs at which this service itself takes the bytes of uploads. */
export interface UploadLinks {
  /** Whether the query of an upload's URL is genuine and not expired. */
  verify(uploadId: string, query: Readonly<Record<string, unknown>>): boolean;
}
