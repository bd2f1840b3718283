import { registerHooks } from 'node:module';
import {
  createLogger,
  LogOutput,
  openPlatform,
  platformOptions,
  platformParts,
  Releasers,
  readEnvironment,
} from '../../src/index.ts';

/** Whatever belongs to one of these is in a folder of its name. */
const sdks = [
  ...['@google-cloud/cloud-sql-connector', '@google-cloud/storage', '@sendgrid/mail'],
  ...['gaxios', 'google-auth-library', 'nodemailer'],
];

const loaded = new Set<string>();
registerHooks({
  load(url, context, nextLoad) {
    const sdk = sdks.find((name) => url.includes(`/${name}/`));
    if (sdk) loaded.add(sdk);
    return nextLoad(url, context);
  },
});

const [url = ''] = process.argv.slice(2);
const config = readEnvironment(platformParts(process.env, { isWhole: true }), process.env);
const options = await platformOptions(config, { kind: 'postgres', url });
const releasers = new Releasers();
const logger = createLogger({ level: 'error', shape: { kind: 'plain' } }, {}, new LogOutput());
await openPlatform(options, releasers, logger, { supervise: false });
process.stdout.write(`${JSON.stringify([...loaded].sort())}\n`);
await releasers.releaseAll(logger);
process.exit(0);
