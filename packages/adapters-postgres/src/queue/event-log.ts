import type { Logger } from '@cloudconvert/core';
import type { PgBoss, Warning } from 'pg-boss';

/** Each worker reports an outage at each poll; one line in this time is enough. */
const quietMs = 10_000;

/** Writes what pg-boss reports to the log. Without a listener its errors would end the process. */
export function logEvents(boss: PgBoss, logger: Logger): void {
  let last = { message: '', at: 0 };
  boss.on('error', (error) => {
    const message = withoutWorker(error.message);
    const at = Date.now();
    if (message === last.message && at - last.at < quietMs) return;
    last = { message, at };
    logger.error({ err: error }, 'job queue in trouble');
  });
  boss.on('warning', ({ message, data }: Warning) => logger.warn({ data }, message));
}

function withoutWorker(message: string): string {
  return message.replace(/ \(Queue: .*$/s, '');
}
