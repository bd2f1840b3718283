import { openJobQueue } from '../../src/index.ts';
import { silentLogger } from '../../src/testing/silent-logger.ts';
import { openPool } from './open-pool.ts';

// A process of its own, to be killed: it takes one conversion, says so, and never ends.
const [url = ''] = process.argv.slice(2);
const options = { pool: openPool(url), logger: silentLogger, supervise: true };
const { consumer } = await openJobQueue(options);
await consumer.consume('convert', 1, async ({ attempt }) => {
  process.stdout.write(`took ${attempt}\n`);
  await new Promise(() => undefined);
});
