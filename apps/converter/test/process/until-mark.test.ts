import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { untilMark } from '../../src/transcoder/process/until-mark.ts';

const text = 'a\0NAM\0b';

async function read(...pieces: readonly string[]) {
  const stream = new PassThrough({ encoding: 'utf8' });
  let said = '';
  const marked = untilMark(stream, 'NAME', (more) => {
    said += more;
  });
  for (const piece of pieces) stream.write(piece);
  return { code: await marked, said };
}

describe('what is said until a mark', () => {
  const whole = `${text}\0NAME007`;

  it.each(Array.from(whole, (_, at) => at))('is the same in two pieces, cut at %i', async (at) => {
    const end = await read(whole.slice(0, at), whole.slice(at));
    expect(end).toEqual({ code: 7, said: text });
  });

  it('is the same letter by letter', async () => {
    expect(await read(...whole)).toEqual({ code: 7, said: text });
  });

  it('is passed on at once when it can not be the beginning of a mark', () => {
    const stream = new PassThrough({ encoding: 'utf8' });
    const said: string[] = [];
    void untilMark(stream, 'NAME', (more) => said.push(more));
    stream.write('progress=continue\n');
    stream.read();
    expect(said).toEqual(['progress=continue\n']);
  });
});
