import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ConversionCrash, ConversionError, findFormat, MachineTrouble } from '@cloudconvert/core';
import { MemoryLogger, wavFile } from '@cloudconvert/testing';
import { describe, expect, it } from 'vitest';
import { convert, open } from '../support/convert.ts';
import { processesWith } from '../support/processes.ts';
import { fileOf, temporaryDirectory } from '../support/temporary.ts';
import { made, options, tools } from '../support/tools.ts';

const short = fileOf(wavFile({ seconds: 0.3 }));
const long = made('flac', '-f', 'lavfi', '-i', 'anullsrc=r=8000', '-t', '3600');

/** A tool that is the usual one except where its arguments are like `pattern`. */
function toolThat(tool: 'ffmpeg' | 'ffprobe', pattern: string, script: string): string {
  const path = join(temporaryDirectory(), tool);
  const usual = tools[tool].path;
  const text = `#!/bin/sh\ncase "$*" in ${pattern}) ${script};; esac\nexec ${usual} "$@"\n`;
  writeFileSync(path, text);
  chmodSync(path, 0o755);
  return path;
}

/** Converts by an ffmpeg that does something else, and is measured by an ffprobe that may, too. */
async function convertBy(script: string, measuring = ':') {
  const ffmpegPath = toolThat('ffmpeg', '*-progress*', script);
  const ffprobePath = toolThat('ffprobe', '*/out', measuring);
  const transcoder = await open({ ...options, ffmpegPath, ffprobePath }, new MemoryLogger());
  const output = join(temporaryDirectory(), 'out');
  return transcoder.transcode({
    ...{ input: short, output, format: findFormat('flac'), options: {}, taskId: 7 },
    ...{ signal: new AbortController().signal, onProgress: () => {} },
  });
}

const failureOf = (work: Promise<unknown>) =>
  work.then(
    () => undefined,
    (error: unknown) => error,
  );

describe('progress', () => {
  it('rises and stays below 100', async () => {
    const seen: number[] = [];
    await convert(long, 'wav', { onProgress: (percent) => seen.push(percent) });
    expect(seen.length).toBeGreaterThan(0);
    expect(seen).toEqual([...new Set(seen)].sort((a, b) => a - b));
    expect(seen.every((percent) => percent > 0 && percent < 100)).toBe(true);
  });

  it('rises also when a copy fails and is encoded after all', async () => {
    const seen: number[] = [];
    const source = made('mka', '-i', long, '-t', '600', '-c', 'copy');
    await convert(source, 'flac', { onProgress: (percent) => seen.push(percent) });
    expect(seen).toEqual([...new Set(seen)].sort((a, b) => a - b));
  });
});

describe('a conversion that is aborted', () => {
  it('rejects with the reason and leaves no ffmpeg behind', async () => {
    const reason = new Error('deleted');
    const abort = new AbortController();
    const directory = temporaryDirectory();
    const onProgress = () => abort.abort(reason);
    const running = convert(long, 'mp3', { directory, signal: abort.signal, onProgress });
    await expect(running).rejects.toBe(reason);
    expect(processesWith(directory)).toEqual([]);
  });
});

describe('limits', () => {
  it.each([
    [{ maxWallSeconds: 0.05 }, 'took_too_long'],
    [{ maxSeconds: 60 }, 'too_long'],
    [{ maxResultBytes: 100_000 }, 'too_large'],
    [{ maxChannels: 1 }, 'unsupported_audio'],
    [{ maxSampleRate: 4000 }, 'unsupported_audio'],
  ])('%o: %s', async (limits, code) => {
    await expect(convert(long, 'wav', { limits })).rejects.toMatchObject({ code });
  });

  it('a sound whose length nobody knows is stopped past the limit', async () => {
    const source = made('mp3', '-f', 'lavfi', '-i', 'sine=d=5', '-write_xing', '0');
    const converting = convert(source, 'wav', { limits: { maxSeconds: 3 } });
    await expect(converting).rejects.toMatchObject({ code: 'too_long' });
  });

  it('a sound as long as the limit is converted', async () => {
    const source = fileOf(wavFile({ seconds: 2, sampleRate: 8000 }));
    const { duration } = await convert(source, 'acc', { limits: { maxSeconds: 2 } });
    expect(duration).toBeGreaterThan(2);
  });
});

describe('an ffmpeg that is ended in the midst', () => {
  it.each(['SEGV', 'KILL'])('by SIG%s has crashed', async (signal) => {
    await expect(convertBy(`kill -${signal} $$`)).rejects.toBeInstanceOf(ConversionCrash);
  });
});

describe('trouble of the machine', () => {
  it.each([
    ['a full disk', 'echo "av_interleaved_write_frame(): No space left on device" >&2; exit 1'],
    [
      'a quota, whose code of ffmpeg 7 is that of a signal',
      'echo "Disk quota exceeded" >&2; exit 134',
    ],
    ['a tool that can not be run', 'exit 126'],
  ])('is told by %s', async (_, script) => {
    await expect(convertBy(script)).rejects.toBeInstanceOf(MachineTrouble);
  });
});

describe('a result that can not be measured', () => {
  const writesText = 'for url; do :; done; echo text > $(echo $url | cut -c6-); exit 0';

  it('since no tool can be started is no sound without a sample', async () => {
    await expect(convertBy(writesText, 'exit 126')).rejects.toBeInstanceOf(MachineTrouble);
  });
});

describe('what nobody can explain is neither the file nor the machine', () => {
  it.each([
    ['an option that it does not know', 'echo "Unrecognized option" >&2; exit 1'],
    [
      'a result that is none',
      'for url; do :; done; echo text > $(echo $url | cut -c6-); echo out_time_us=5; exit 0',
    ],
    ['no result', 'echo out_time_us=5; exit 0'],
  ])('%s', async (_, script) => {
    const failure = await failureOf(convertBy(script));
    expect(failure).toBeInstanceOf(Error);
    expect(failure).not.toBeInstanceOf(ConversionError);
    expect(failure).not.toBeInstanceOf(ConversionCrash);
    expect(failure).not.toBeInstanceOf(MachineTrouble);
  });
});
