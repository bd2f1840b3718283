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

/** The parts that are installed, and of this fingerprint. */
export function installedParts(wanted) {
  try {
    const stamp = readJson(...STAMP);
    return stamp.fingerprint === wanted ? stamp.parts : [];
  } catch {
    return [];
  }
}

export function writeStamp(parts, wanted) {
  writeFileSync(join(root, ...STAMP), JSON.stringify({ parts, fingerprint: wanted }));
}
