import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readJson, root } from './root.mjs';

const STAMP = ['node_modules', '.cloudconvert-install.json'];

const manifestsIn = (folder) =>
  existsSync(join(root, folder))
    ? readdirSync(join(root, folder)).map((name) => join(folder, name, 'package.json'))
    : [];

/** Changes with everything that an installation depends on. */
export function fingerprint() {
  const files = ['package.json', 'pnpm-lock.yaml', 'pnpm-workspace.yaml'];
  files.push(...manifestsIn('packages').sort(), ...manifestsIn('apps').sort());
  const hash = createHash('sha256').update(`${process.platform} ${process.arch}`);
  for (const file of files.filter((path) => existsSync(join(root, path)))) {
    hash.update(`\0${file}\0`).update(readFileSync(join(root, file)));
  }
  return hash.digest('hex');
}

/** Whether what is installed is of this fingerprint and holds at least this kind. */
export function isInstalled(kind, wanted) {
  try {
    const stamp = readJson(...STAMP);
    return stamp.fingerprint === wanted && (stamp.kind === kind || stamp.kind === 'all');
  } catch {
    return false;
  }
}

export function writeStamp(kind, wanted) {
  writeFileSync(join(root, ...STAMP), JSON.stringify({ kind, fingerprint: wanted }));
}
