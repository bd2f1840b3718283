// Writes what the documentation says of formats and variables from the tables and schemas that the
// programs themselves use. With --check it writes nothing and fails where the two differ.
import { readFileSync, writeFileSync } from 'node:fs';
import { apiSchema } from '../apps/api/src/config.ts';
import { converterSchema, livenessSchema } from '../apps/converter/src/config.ts';
import { formatTable } from '../packages/core/src/index.ts';
import {
  choiceSchema,
  cloudSqlSchema,
  commonSchema,
  databaseSchema,
  describeVariables,
  gcsSchema,
  sendgridSchema,
  smtpSchema,
} from '../packages/runtime/src/index.ts';

function table(head, rows) {
  const line = (cells) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

function formats() {
  const rows = formatTable.map(
    ({ name, aliases, extension, codec, mimeType, carriesTags, ends }) => [
      [name, ...aliases].map((word) => `\`${word}\``).join(', '),
      codec,
      `.${extension}`,
      mimeType,
      carriesTags ? 'yes' : 'no',
      ends?.startsLate === undefined ? '' : `${ends.startsLate} samples late`,
    ],
  );
  return table(['`newFormat`', 'codec', 'file', 'type', 'tags', 'begins'], rows);
}

function variables(schema) {
  const rows = describeVariables(schema).map(({ name, description, ...rest }) => [
    `\`${name}\``,
    defaultOf(rest),
    description,
  ]);
  return table(['variable', 'default', 'meaning'], rows);
}

function defaultOf({ defaultValue, isRequired }) {
  if (defaultValue !== undefined) return `\`${defaultValue}\``;
  return isRequired ? 'required' : '';
}

const sections = {
  'README.md': { formats },
  'docs/configuration.md': {
    choice: () => variables(choiceSchema),
    common: () => variables(commonSchema),
    gcs: () => variables(gcsSchema),
    smtp: () => variables(smtpSchema),
    sendgrid: () => variables(sendgridSchema),
    database: () => variables(databaseSchema),
    cloudsql: () => variables(cloudSqlSchema),
    api: () => variables(apiSchema),
    converter: () => variables(converterSchema.extend(livenessSchema.shape)),
  },
};

function render(text, name, content) {
  const pattern = new RegExp(`(<!-- generated: ${name} -->\n).*?(<!-- end -->)`, 's');
  if (!pattern.test(text)) throw new Error(`There is no place for "${name}"`);
  return text.replace(pattern, (_, begin, end) => `${begin}\n${content}\n\n${end}`);
}

const isCheck = process.argv.includes('--check');
for (const [file, parts] of Object.entries(sections)) {
  const path = new URL(`../${file}`, import.meta.url);
  const before = readFileSync(path, 'utf8');
  let after = before;
  for (const [name, content] of Object.entries(parts)) after = render(after, name, content());
  if (before === after) continue;
  if (!isCheck) writeFileSync(path, after);
  else {
    process.stderr.write(`${file} is not what the sources say: run "pnpm run docs"\n`);
    process.exitCode = 1;
  }
}
