// Starts the database in the directory that is given and says its address.
import { startEmbeddedPostgres } from '../../src/embedded-postgres/start-embedded-postgres.ts';

const nothing = () => {};
const logger = {
  debug: nothing,
  info: nothing,
  warn: nothing,
  error: nothing,
  child: () => logger,
};
const [directory = '', ...settings] = process.argv.slice(2);
const { url } = await startEmbeddedPostgres({
  directory,
  logger,
  settings: Object.fromEntries(settings.map((setting) => setting.split('='))),
});
console.log(url);
