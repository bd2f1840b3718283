/** The database on this machine can't be had; the message says what to do, the cause what it said. */
export class EmbeddedPostgresError extends Error {
  override readonly name = 'EmbeddedPostgresError';
  /** `ENOSPC` when the disk is full. */
  readonly code: 'ENOSPC' | undefined;

  constructor(message: string, output: string) {
    const isDiskFull = output.includes('No space left on device');
    super(
      isDiskFull ? `${message}, because the disk is full: make room and start again` : message,
      {
        cause: new Error(output || 'it said nothing'),
      },
    );
    this.code = isDiskFull ? 'ENOSPC' : undefined;
  }
}
