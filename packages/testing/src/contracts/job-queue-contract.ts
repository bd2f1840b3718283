import { afterEach, beforeEach, describe } from 'vitest';
import { describeCompletion } from './job-queue/completion.ts';
import { describeDelivery } from './job-queue/delivery.ts';
import { describeDepth } from './job-queue/depth.ts';
import { describeRetries } from './job-queue/retries.ts';
import { describeStopping } from './job-queue/stopping.ts';
import type { JobQueueContractOptions, JobQueueSubject } from './job-queue/subject.ts';

export function jobQueueContract(
  name: string,
  open: () => Promise<JobQueueSubject>,
  options: JobQueueContractOptions,
): void {
  describe(`${name} as a JobQueue with consumers`, () => {
    let subject: JobQueueSubject;
    beforeEach(async () => {
      subject = await open();
    });
    afterEach(() => subject?.close?.());
    const underTest = () => subject;
    describeDelivery(underTest);
    describeRetries(underTest, options);
    describeCompletion(underTest);
    describeStopping(underTest);
    describeDepth(underTest);
  });
}
