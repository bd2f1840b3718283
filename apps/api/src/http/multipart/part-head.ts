import { parse } from 'content-disposition';
import type { DelimitedReader } from './delimited-reader.ts';
import { invalidForm } from './malformed-form.ts';

export interface PartHead {
  readonly name: string;
  /** `undefined` where the part is no file. */
  readonly fileName: string | undefined;
}

const maxHeaders = 20;
/** One holds a name and a file's name, which may be long before somebody says so. */
const maxHeaderBytes = 16 * 1024;
const disposition = /^content-disposition:/i;
const encoding = /^content-transfer-encoding:(.*)$/i;
/** All that say "as it is" (RFC 2045, 6.2); a form has no others (RFC 7578, 4.7). */
const identities: ReadonlySet<string> = new Set(['7bit', '8bit', 'binary']);
/** Some clients send the whole path; only the last part of it is the name (RFC 7578, 4.2). */
const folders = /^.*[/\\]/s;

/**
 * What a part says of itself (RFC 7578, 4.2); its other headers say nothing that is needed.
 * @throws RequestError `invalid_multipart`
 */
export async function readPartHead(reader: DelimitedReader): Promise<PartHead> {
  let head: PartHead | undefined;
  for (let left = maxHeaders; left >= 0; left -= 1) {
    const line = await reader.line(maxHeaderBytes);
    if (line === '') return head ?? namelessPart();
    checkEncoding(line);
    if (disposition.test(line)) head = parseDisposition(line);
  }
  throw invalidForm(`A part of the form has more than ${maxHeaders} headers`);
}

function parseDisposition(line: string): PartHead {
  const { parameters } = parse(line.replace(disposition, ''), { multipart: true });
  const { name, filename } = parameters;
  return name === undefined ? namelessPart() : { name, fileName: filename?.replace(folders, '') };
}

function checkEncoding(line: string): void {
  const coding = encoding.exec(line)?.[1]?.trim();
  if (coding === undefined || identities.has(coding.toLowerCase())) return;
  const shown = JSON.stringify(coding.slice(0, 64));
  throw invalidForm(`A part of the form is encoded as ${shown}: send its bytes as they are`);
}

function namelessPart(): never {
  throw invalidForm('A part of the form has no name');
}
