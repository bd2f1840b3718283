/** What a job's handler rejects with so that the job is delivered again, but not before some time. */
export class RetryLater extends Error {
  override readonly name = 'RetryLater';
  /** The shortest pause before the next delivery, in seconds. */
  readonly seconds: number;

  constructor(seconds: number, cause: unknown) {
    super(`To be tried again in ${seconds} s or later`, { cause });
    this.seconds = seconds;
  }
}
