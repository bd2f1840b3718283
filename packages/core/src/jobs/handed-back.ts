/** Why the signal of a job aborts whose process stops: the queue hands the job to another one. */
export class HandedBack extends Error {
  override readonly name = 'HandedBack';

  constructor() {
    super('The process stops; its jobs go to another one');
  }
}
