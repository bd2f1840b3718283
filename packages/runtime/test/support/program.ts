import { setTimeout } from 'node:timers/promises';
import { type LogOptions, type ProcessContext, runProcess, StartupError } from '../../src/index.ts';

type Context = ProcessContext<{ readonly log: LogOptions }>;

const behaviours: Readonly<Record<string, (context: Context) => Promise<void>>> = {
  async works(context) {
    open(context, 'second');
    stayAlive();
    process.stdout.write('works\n');
  },
  async refuses() {
    throw new StartupError('Choose another port.');
  },
  async breaks() {
    throw new Error('a bug');
  },
  async crashes(context) {
    open(context, 'second');
    stayAlive();
    setImmediate(() => {
      throw new Error('nobody heard this');
    });
  },
  async logs({ logger }) {
    setInterval(() => {
      logger.info({}, 'a line');
      process.send?.('lives');
    }, 1);
  },
  async prints({ logger }) {
    setInterval(() => {
      logger.info({}, 'a line');
      process.stderr.write('a line\n');
      process.send?.('lives');
    }, 1);
  },
  async floods({ logger }) {
    // More than any pipe holds.
    for (let line = 0; line < 100; line += 1)
      logger.info({ text: 'x'.repeat(64 * 1024) }, 'a line');
    throw new StartupError('Choose another port.');
  },
  async pours({ logger }) {
    setInterval(() => {
      for (let line = 0; line < 100; line += 1)
        logger.info({ text: 'x'.repeat(64 * 1024) }, 'a line');
      process.send?.('lives');
    }, 1);
  },
  async hangs() {
    stayAlive();
    process.stdout.write('hangs\n');
    await new Promise(() => {});
  },
};

function open({ releasers }: Context, name: string): void {
  releasers.add(name, async () => {
    await setTimeout(1);
    process.stdout.write(`${name} closed\n`);
  });
}

function stayAlive(): void {
  setInterval(() => {}, 1000);
}

const log: LogOptions = { level: 'info', shape: { kind: 'plain' } };
const [name = ''] = process.argv.slice(2);
await runProcess(
  'test',
  log,
  () => ({ log }),
  async (context) => {
    open(context, 'first');
    await behaviours[name]?.(context);
  },
);
