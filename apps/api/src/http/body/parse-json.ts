import { type JSONVisitor, visit } from 'jsonc-parser';
import { RequestError } from '../errors/request-error.ts';
import { repeatedField } from '../errors/request-errors.ts';

const maxDepth = 8;

/**
 * Parses a JSON object as RFC 8259 has it, and more strictly where the RFC leaves it to us: names are
 * unique, strings are well-formed Unicode without NUL (which PostgreSQL can't store), nesting is flat.
 * @throws RequestError `invalid_json`, `repeated_field`
 */
export function parseJson(bytes: Uint8Array): Record<string, unknown> {
  const text = decode(bytes);
  const value = parse(text);
  visit(text, strictVisitor());
  if (isObject(value)) return value;
  throw invalidJson('The body must be a JSON object');
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw invalidJson('The body must be JSON in UTF-8', cause);
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw invalidJson('The body is not JSON', cause);
  }
}

function strictVisitor(): JSONVisitor {
  const names: Set<string>[] = [];
  const enter = () => {
    if (names.push(new Set()) > maxDepth) throw invalidJson('The body is nested too deeply');
  };
  const leave = () => {
    names.pop();
  };
  return {
    onObjectBegin: enter,
    onArrayBegin: enter,
    onObjectEnd: leave,
    onArrayEnd: leave,
    onObjectProperty: (name) => {
      const seen = names.at(-1);
      if (seen?.has(checkText(name))) throw repeatedField(name);
      seen?.add(name);
    },
    onLiteralValue: (value) => {
      if (typeof value === 'string') checkText(value);
    },
  };
}

function checkText(text: string): string {
  if (text.isWellFormed() && !text.includes('\0')) return text;
  throw invalidJson('The body holds text with NUL or with half of a surrogate pair');
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function invalidJson(message: string, cause?: unknown): RequestError {
  return new RequestError('invalid_json', message, { cause });
}
