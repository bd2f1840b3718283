import { chmodSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { StartupError } from '@cloudconvert/runtime';
import { MemoryLogger } from '@cloudconvert/testing';
import { describe, expect, it } from 'vitest';
import { findTools } from '../../src/transcoder/tools/find-tools.ts';
import { writableFormats } from '../../src/transcoder/tools/writable-formats.ts';
import { temporaryDirectory } from '../support/temporary.ts';
import { tools } from '../support/tools.ts';

const { ffmpeg, ffprobe } = tools;

function program(text: string, mode = 0o755): string {
  const path = join(temporaryDirectory(), 'ffmpeg');
  writeFileSync(path, `#!/bin/sh\n${text}\n`);
  chmodSync(path, mode);
  return path;
}

const find = (places: Partial<Parameters<typeof findTools>[0]>, logger = new MemoryLogger()) =>
  findTools({ searchPath: '', ...places }, logger);

describe('ffmpeg and ffprobe', () => {
  it('come along with the program', async () => {
    const found = await find({});
    expect(found.ffmpeg.version).toMatch(/\d/);
    expect(found.ffprobe.version).toMatch(/\d/);
  });

  it('on PATH go before those', async () => {
    const directory = temporaryDirectory();
    symlinkSync(ffmpeg.path, join(directory, 'ffmpeg'));
    const found = await find({ searchPath: `/nonexistent:${directory}` });
    expect(found.ffmpeg.path).toBe(join(directory, 'ffmpeg'));
  });

  it('that the operator chose go before all', async () => {
    const ffmpegPath = program('echo ffmpeg version 99 Copyright');
    const found = await find({ ffmpegPath, ffprobePath: ffprobe.path });
    expect(found.ffmpeg).toEqual({ path: ffmpegPath, version: '99' });
  });

  it('that the operator chose and that do not run keep the program from starting', async () => {
    for (const ffmpegPath of ['/nonexistent', program('exit 1')]) {
      await expect(find({ ffmpegPath })).rejects.toThrow(StartupError);
      await expect(find({ ffmpegPath })).rejects.toThrow(ffmpegPath);
    }
  });

  it('on PATH that do not run are passed over, with a warning', async () => {
    const broken = program('exit 1');
    const logger = new MemoryLogger();
    const found = await find({ searchPath: join(broken, '..') }, logger);
    expect(found.ffmpeg.path).not.toBe(broken);
    expect(logger.entries).toMatchObject([{ level: 'warn', fields: { path: broken } }]);
  });

  it('get the right to execute where they lack it', async () => {
    const ffmpegPath = program('echo ffmpeg version 1', 0o644);
    expect((await find({ ffmpegPath })).ffmpeg.version).toBe('1');
  });
});

describe('the formats that can be written', () => {
  it('are those whose encoder and muxer are there', async () => {
    const path = program(
      'case "$2" in -encoders) printf " --\\n A... libmp3lame x\\n A... flac x\\n";;' +
        ' *) printf " --\\n E mp3 x\\n E wav x\\n";; esac',
    );
    expect([...(await writableFormats({ path, version: '1' }))]).toEqual(['mp3']);
  });

  it('are all, with the build that is used here', async () => {
    expect((await writableFormats(ffmpeg)).size).toBe(13);
  });
});
