import { createLogger, LogOutput } from '../../src/index.ts';

const [project] = process.argv.slice(2);
const shape = { kind: 'google-cloud', project: project || undefined } as const;
const logger = createLogger({ level: 'debug', shape }, { service: 'api' }, new LogOutput());
logger.info({ method: 'GET', path: '/livez', status: 200, durationMs: 12 }, 'request');
logger.warn({ taskId: 7 }, 'a warning');
logger.error({ err: new Error('a bug') }, 'it failed');
logger.child({ requestId: 'r', traceId: 'abc' }).debug({}, 'traced');
