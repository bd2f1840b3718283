// Points the entry points of the package in the current folder to what is published, or back to the
// sources that run in development. npm packs a manifest as it is, so it has to change for the packing.
// Usage: node set-exports.mjs <published|sources>
import { readFileSync, writeFileSync } from 'node:fs';

const file = 'package.json';

/** @param path of an entry point below `src` or `dist`, without folder and extension */
const targets = {
  published: (path) => ({ types: `./dist/${path}.d.ts`, default: `./dist/${path}.js` }),
  sources: (path) => ({ compiled: `./dist/${path}.js`, default: `./src/${path}.ts` }),
};

function pathOf({ default: target }) {
  return /^\.\/(?:src|dist)\/(.*)\.[jt]s$/.exec(target)[1];
}

const target = targets[process.argv[2]];
const manifest = JSON.parse(readFileSync(file, 'utf8'));
// From whichever state they are in, which a run that was killed may have left.
for (const [name, entry] of Object.entries(manifest.exports)) {
  manifest.exports[name] = target(pathOf(entry));
}
writeFileSync(file, `${JSON.stringify(manifest, null, 2)}\n`);
