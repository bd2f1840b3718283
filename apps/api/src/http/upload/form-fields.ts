import { DomainError } from '@cloudconvert/core';
import type { Fields } from '../body/check-fields.ts';
import { repeatedField, unknownField } from '../errors/request-errors.ts';
import type { FormPart } from '../multipart/form-parts.ts';
import { invalidForm } from '../multipart/malformed-form.ts';
import { formLimits } from './form-limits.ts';

/** The fields of one form, as they come. */
export class FormFields {
  readonly #values = new Map<string, string>();

  /** @throws RequestError or DomainError that says why the form can't be right any more */
  async add({ name, content }: FormPart): Promise<void> {
    if (Buffer.byteLength(name) > formLimits.fieldNameBytes) throw unknownField(name);
    if (this.#values.has(name)) throw repeatedField(name);
    if (this.#values.size === formLimits.fields) throw tooManyFields();
    this.#values.set(name, await textOf(name, content));
  }

  all(): Fields {
    return Object.fromEntries(this.#values);
  }
}

async function textOf(field: string, content: AsyncIterable<Uint8Array>): Promise<string> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of content) {
    size += piece.length;
    if (size > formLimits.fieldBytes) throw tooLong(field);
    pieces.push(Buffer.from(piece));
  }
  return Buffer.concat(pieces).toString();
}

function tooManyFields(): Error {
  return invalidForm(`The form may have at most ${formLimits.fields} fields and one file`);
}

function tooLong(field: string): DomainError {
  // Whoever sends the file as text means to send a file.
  const rule =
    field === 'fileName'
      ? 'must be a file with a name, not text'
      : `may have at most ${formLimits.fieldBytes} bytes`;
  return new DomainError('invalid_field', `${field} ${rule}`, { field });
}
