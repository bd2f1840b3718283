import { afterAll, beforeAll, describe } from 'vitest';
import { describeAttempts } from './task-repository/attempts.ts';
import { describeEnds } from './task-repository/ends.ts';
import { describeExpiry } from './task-repository/expiry.ts';
import { describeLookups } from './task-repository/lookups.ts';
import { describeOwnership } from './task-repository/ownership.ts';
import { describePages } from './task-repository/pages.ts';
import { describeRecords } from './task-repository/records.ts';
import { describeReferences } from './task-repository/references.ts';
import { describeRevisions } from './task-repository/revisions.ts';
import { describeRounds } from './task-repository/rounds.ts';
import type { TaskRepositorySubject } from './task-repository/subject.ts';

export function taskRepositoryContract(
  name: string,
  open: () => Promise<TaskRepositorySubject>,
): void {
  describe(`${name} as a TaskRepository`, () => {
    let subject: TaskRepositorySubject;
    beforeAll(async () => {
      subject = await open();
    });
    afterAll(() => subject?.close?.());
    const underTest = () => subject;
    describeRecords(underTest);
    describeOwnership(underTest);
    describeLookups(underTest);
    describePages(underTest);
    describeAttempts(underTest);
    describeEnds(underTest);
    describeRevisions(underTest);
    describeRounds(underTest);
    describeReferences(underTest);
    describeExpiry(underTest);
  });
}
