import { spawnSync } from 'node:child_process';
import { isGoodNode } from './node24.mjs';

const checkMs = 30_000;

function runs(command) {
  const options = { stdio: 'ignore', timeout: checkMs };
  return spawnSync(command, ['-version'], options).status === 0;
}

/** Looked for as the converter does; what an operator names there is not replaced. */
function hasTool(name) {
  return Boolean(process.env[`${name.toUpperCase()}_PATH`]) || runs(name);
}

const clouds = {
  CLOUDCONVERT_PLATFORM: 'gcp',
  STORAGE: 'gcs',
  MAIL: 'sendgrid',
  DATABASE: 'cloudsql',
};

/** What an installation can do without, and whether this system and its environment need it. */
export const NEEDS = {
  node: () => !isGoodNode(process.execPath),
  ffmpeg: () => !(hasTool('ffmpeg') && hasTool('ffprobe')),
  gcp: () => Object.entries(clouds).some(([name, value]) => process.env[name] === value),
};
