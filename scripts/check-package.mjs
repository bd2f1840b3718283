// Proves that @cloudconvert/core works for those who install it: packs it as people do, installs it in an
// empty project outside the workspace, and compiles and runs the README's example.
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

/** What a person types; on Windows it is a script, which takes a shell. */
const npm = (...args) => ({ command: 'npm', args, shell: process.platform === 'win32' });

/** People pack with either, and only pnpm changes a manifest by itself. */
const PACKERS = { npm, pnpm };

function packInto(folder, packer) {
  // What an earlier build has left must not be what is packed.
  rmSync(join(core, 'dist'), { recursive: true, force: true });
  run(packer('pack', '--pack-destination', folder), core);
  return readdirSync(folder).find((name) => name.endsWith('.tgz'));
}

function install(folder, archive) {
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, type: 'module' }));
  run(npm('install', '--no-audit', '--no-fund', '--offline', `./${archive}`), folder);
}

function compileAndRun(folder) {
  writeFileSync(join(folder, 'example.ts'), blockOf('ts example'));
  const compiler = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  const options = ['--strict', '--module', 'nodenext', '--target', 'es2024'];
  run({ command: process.execPath, args: [compiler, ...options, 'example.ts'] }, folder);
  return run({ command: process.execPath, args: ['example.js'] }, folder);
}

function check(name, packer) {
  const folder = mkdtempSync(join(tmpdir(), 'cloudconvert-package-'));
  try {
    install(folder, packInto(folder, packer));
    const printed = compileAndRun(folder);
    const promised = blockOf('text');
    if (printed !== promised) {
      throw new Error(`the example printed\n${printed}\nand the README promises\n${promised}`);
    }
    process.stdout.write(`Packed by ${name}, the README's example printed what it promises.\n`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const manifest = readFileSync(join(core, 'package.json'), 'utf8');
for (const [name, packer] of Object.entries(PACKERS)) check(name, packer);
if (readFileSync(join(core, 'package.json'), 'utf8') !== manifest) {
  throw new Error('packing has changed packages/core/package.json');
}
