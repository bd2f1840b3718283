import { MachineTrouble } from '@cloudconvert/core';
import { describe, expect, it } from 'vitest';
import { withMachineTrouble } from '../src/machine-trouble.ts';

const systemError = (code: string, syscall: string) =>
  Object.assign(new Error(`${code}: ${syscall}`), { code, syscall });

describe('an error of the system', () => {
  it.each([
    systemError('ENOSPC', 'mkdir'),
    systemError('EMFILE', 'open'),
    systemError('EAGAIN', 'spawn /bin/sh'),
    systemError('ENOENT', 'spawn ffmpeg'),
  ])('%s is trouble of the machine, with the error as its cause', async (error) => {
    const work = withMachineTrouble(() => Promise.reject(error));
    await expect(work).rejects.toMatchObject({ name: 'MachineTrouble', cause: error });
  });

  it.each([
    systemError('ENOENT', 'open'),
    new Error('ENOSPC'),
    new TypeError('x is not a function'),
    'a text',
  ])('%s is not', async (error) => {
    const work = withMachineTrouble(() => Promise.reject(error));
    await expect(work).rejects.toBe(error);
    await expect(work).rejects.not.toBeInstanceOf(MachineTrouble);
  });
});
