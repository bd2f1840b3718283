import type { FileStorage } from '@cloudconvert/core';
import { expect, test } from 'vitest';
import { newKey, streamOf } from './bytes.ts';
import { failure } from './options.ts';

type Open = () => Promise<FileStorage>;

/** Three from the test suite of RFC 1321, A.5, in base64, and one that comes in pieces. */
const known: readonly (readonly [text: string, md5: string])[] = [
  ['', '1B2M2Y8AsgTpgAmY7PhCfg=='],
  ['abc', 'kAFQmDzST7DWlj99KOF/cg=='],
  ['message digest', '+WtpfXy3k41SWi8xqvFh0A=='],
  ['a'.repeat(1_000_000), 'dwfWrk4CfHDuoqk1wilvIQ=='],
];

export function testHashing(open: Open): void {
  test.each(known)('tells the MD5 of what is stored (%#)', async (text, md5) => {
    const storage = await open();
    const key = newKey();
    await storage.write(key, streamOf(Buffer.from(text)));

    expect(await storage.md5(key)).toBe(md5);
  });

  test('tells that of a copy', async () => {
    const storage = await open();
    const [from, to] = [newKey('uploads'), newKey()];
    await storage.write(from, streamOf(Buffer.from('abc')));
    await storage.copy(from, to);

    expect(await storage.md5(to)).toBe('kAFQmDzST7DWlj99KOF/cg==');
  });

  test('says that there is no such file', async () => {
    const storage = await open();

    await expect(storage.md5(newKey())).rejects.toEqual(failure('not_found'));
  });
}
