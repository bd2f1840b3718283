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
    if (disposition.test(line)) head = parseDisposition(line);
  }
  throw invalidForm(`A part of the form has more than ${maxHeaders} headers`);
}

function parseDisposition(line: string): PartHead {
  const { parameters } = parse(line.replace(disposition, ''), { multipart: true });
  const { name, filename } = parameters;
  return name === undefined ? namelessPart() : { name, fileName: filename?.replace(folders, '') };
}

function namelessPart(): never {
  throw invalidForm('A part of the form has no name');
}
