// Proves that @cloudconvert/core works for those who install it: packs it as it would be published,
// installs it in an empty project outside the workspace, and compiles and runs the README's example.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pnpm } from './lib/pnpm.mjs';
import { root } from './lib/root.mjs';

const core = join(root, 'packages', 'core');
const readme = readFileSync(join(core, 'README.md'), 'utf8');

function blockOf(info) {
  const block = new RegExp(`^\`\`\`${info}\n(.*?)^\`\`\`$`, 'ms').exec(readme)?.[1];
  if (block) return block;
  throw new Error(`packages/core/README.md has no block "${info}"`);
}

function run({ command, args, shell = false }, cwd) {
  return execFileSync(command, args, { cwd, shell, encoding: 'utf8' });
}

function packInto(folder) {
  run(pnpm('run', 'build'), core);
  run(pnpm('pack', '--pack-destination', folder), core);
  return readdirSync(folder).find((name) => name.endsWith('.tgz'));
}

function install(folder, archive) {
  const manifest = { private: true, type: 'module', dependencies: {} };
  manifest.dependencies['@cloudconvert/core'] = `file:./${archive}`;
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
  run({ command: 'npm', args: ['install', '--no-audit', '--no-fund', '--offline'] }, folder);
}

function compileAndRun(folder) {
  writeFileSync(join(folder, 'example.ts'), blockOf('ts example'));
  const compiler = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  const options = ['--strict', '--module', 'nodenext', '--target', 'es2024'];
  run({ command: process.execPath, args: [compiler, ...options, 'example.ts'] }, folder);
  return run({ command: process.execPath, args: ['example.js'] }, folder);
}

const folder = mkdtempSync(join(tmpdir(), 'cloudconvert-package-'));
try {
  install(folder, packInto(folder));
  const printed = compileAndRun(folder);
  const promised = blockOf('text');
  if (printed !== promised) {
    throw new Error(`the example printed\n${printed}\nand the README promises\n${promised}`);
  }
  process.stdout.write(`The example of packages/core/README.md printed what it promises.\n`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
