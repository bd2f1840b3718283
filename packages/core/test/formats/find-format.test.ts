import { describe, expect, it } from 'vitest';
import { DomainError, findFormat, formatNamed, formatTable } from '../../src/index.ts';

describe('a format', () => {
  it.each([
    ['mp3', 'mp3'],
    ['MP3', 'mp3'],
    ['acc', 'acc'],
    ['aac', 'acc'],
    ['Ogg', 'ogg'],
    ['AIFF', 'aiff'],
  ])('%s is %s', (text, name) => {
    expect(findFormat(text).name).toBe(name);
  });

  it.each(['', 'xyz', 'mp3 ', 'constructor', '__proto__'])('%j is none', (text) => {
    expect(() => findFormat(text)).toThrow(DomainError);
    expect(() => findFormat(text)).toThrow(`got ${JSON.stringify(text)}`);
  });

  it('that is none is shown in part only, beside those there are', () => {
    expect(() => findFormat('x'.repeat(5000))).toThrow(/^newFormat must be .*au; got "x{40}"$/);
  });
});

describe('the table', () => {
  it('has every name and alias once', () => {
    const names = formatTable.flatMap(({ name, aliases }) => [name, ...aliases]);
    expect(names).toEqual([...new Set(names)]);
    expect(names).toEqual(names.map((name) => name.toLowerCase()));
  });

  it.each(formatTable)('$name is found by its name', (format) => {
    expect(formatNamed(format.name)).toBe(format);
  });

  it.each(formatTable)('$name has its bands by rising sample rate, as far as it goes', (format) => {
    const bands = format.bitRates?.perChannel ?? [];
    const ends = bands.map(({ upToSampleRate }) => upToSampleRate);
    expect(ends).toEqual(ends.toSorted((a, b) => a - b));
    const highest = format.sampleRates.map((rate) => (typeof rate === 'number' ? rate : rate.max));
    if (ends.length > 0) expect(Math.max(...ends)).toBeGreaterThanOrEqual(Math.max(...highest));
  });
});
