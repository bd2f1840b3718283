import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { flag, port, readEnvironment } from '../src/index.ts';

const schema = z.object({
  NAME: z.string(),
  PORT: port.default(8000),
  BENCHMARK: flag.default(false),
});

describe('the environment', () => {
  it('is read into values of their types', () => {
    const env = { NAME: 'a', PORT: '0', BENCHMARK: 'on', OTHER: 'x' };
    expect(readEnvironment(schema, env)).toEqual({ NAME: 'a', PORT: 0, BENCHMARK: true });
  });

  it('takes a variable that is set to nothing as not set', () => {
    expect(readEnvironment(schema, { NAME: 'a', PORT: '' })).toMatchObject({ PORT: 8000 });
  });

  it('names every variable at fault in one message', () => {
    const env = { PORT: '99999', BENCHMARK: 'perhaps' };
    expect(() => readEnvironment(schema, env)).toThrow(/NAME is missing.*PORT: .*BENCHMARK: /s);
  });

  it('never repeats a value, which may be a secret', () => {
    expect(() => readEnvironment(schema, { NAME: 'a', PORT: 'hunter2' })).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining('hunter2') }),
    );
  });
});
