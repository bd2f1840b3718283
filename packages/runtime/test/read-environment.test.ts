import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type Environment, flag, port, readEnvironment } from '../src/index.ts';

const common = z.object({
  NAME: z.string(),
  PORT: port.default(8000),
});
const api = z.object({ PORT: port.default(8000), BENCHMARK: flag.default(false) });
const read = (env: Environment) => readEnvironment({ common, api }, env);

describe('the environment', () => {
  it('is read into values of their types', () => {
    const env = { NAME: 'a', PORT: '0', BENCHMARK: 'on', OTHER: 'x' };
    expect(read(env)).toEqual({
      common: { NAME: 'a', PORT: 0 },
      api: { PORT: 0, BENCHMARK: true },
    });
  });

  it('takes a variable that is set to nothing as not set', () => {
    expect(read({ NAME: 'a', PORT: '' })).toMatchObject({ common: { PORT: 8000 } });
  });

  it('names every variable at fault in one message', () => {
    const env = { PORT: '99999', BENCHMARK: 'perhaps' };
    expect(() => read(env)).toThrow(/NAME is missing.*PORT: .*BENCHMARK: /s);
  });

  it('names a variable once, whoever reads it', () => {
    const env = { NAME: 'a', PORT: 'x' };
    expect(() => read(env)).toThrow(
      expect.objectContaining({ message: expect.not.stringMatching(/PORT.*PORT/s) }),
    );
  });

  it('never repeats a value, which may be a secret', () => {
    expect(() => read({ NAME: 'a', PORT: 'hunter2' })).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining('hunter2') }),
    );
  });
});
