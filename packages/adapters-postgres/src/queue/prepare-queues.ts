import type { PgBoss } from 'pg-boss';
import { queueSettings, sweepSchedule } from './queue-settings.ts';

/** Creates what is missing and gives what is there today's settings; any number may do so at once. */
export async function prepareQueues(boss: PgBoss): Promise<void> {
  for (const [kind, { pollSeconds: _, policy, ...settings }] of Object.entries(queueSettings)) {
    await boss.createQueue(kind, policy ? { ...settings, policy } : settings);
    await boss.updateQueue(kind, settings);
  }
}

/** Has pg-boss send a sweep every hour, from whichever process comes first. */
export async function scheduleSweep(boss: PgBoss): Promise<void> {
  await boss.schedule('sweep', sweepSchedule, { requestId: 'schedule' });
}
