import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { promisify } from 'node:util';
import type { PasswordHasher } from '@cloudconvert/core';
import { BoundedLine, type Bounds } from '../bounded-line.ts';
import { type Argon2Parameters, encodePhc, parsePhc } from './phc-string.ts';

const deriveKey = promisify(argon2);

/** OWASP Password Storage Cheat Sheet: 19 MiB, two passes, one lane. */
const today: Argon2Parameters = { m: 19_456, t: 2, p: 1 };
const saltBytes = 16;
const tagBytes = 32;

/** More at once than processors would only take the threads that also read files. */
const line = { running: Math.min(4, availableParallelism()), waiting: 64 };

/** argon2id (RFC 9106) on libuv's threads. */
export class Argon2PasswordHasher implements PasswordHasher {
  readonly #line: BoundedLine;
  /** What is compared when there is no user. */
  readonly #nobody = encodePhc({
    ...today,
    salt: randomBytes(saltBytes),
    tag: randomBytes(tagBytes),
  });

  constructor(bounds: Bounds = line) {
    this.#line = new BoundedLine(bounds);
  }

  async hash(password: string): Promise<string> {
    const salt = randomBytes(saltBytes);
    const tag = await this.#derive(password, salt, today, tagBytes);
    return encodePhc({ ...today, salt, tag });
  }

  async verify(hash: string | undefined, password: string): Promise<boolean> {
    const expected = parsePhc(hash ?? this.#nobody) ?? parsePhc(this.#nobody);
    if (!expected) return false;
    const { salt, tag, ...parameters } = expected;
    const given = await this.#derive(password, salt, parameters, tag.length);
    return timingSafeEqual(given, tag);
  }

  isOutdated(hash: string): boolean {
    const given = parsePhc(hash);
    return given?.m !== today.m || given.t !== today.t || given.p !== today.p;
  }

  #derive(
    message: string,
    nonce: Buffer,
    { m: memory, t: passes, p: parallelism }: Argon2Parameters,
    tagLength: number,
  ): Promise<Buffer> {
    const parameters = { message, nonce, memory, passes, parallelism, tagLength };
    return this.#line.run(() => deriveKey('argon2id', parameters));
  }
}
