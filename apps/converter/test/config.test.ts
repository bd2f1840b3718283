import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { commonSchema, EnvironmentError, readEnvironment } from '@cloudconvert/runtime';
import { describe, expect, it } from 'vitest';
import { converterConfig, converterSchema, readConverterEnvironment } from '../src/config.ts';

const parts = { common: commonSchema, converter: converterSchema };
function read(env: Record<string, string>, storage: 'filesystem' | 'gcs' = 'filesystem') {
  const { common, converter } = readEnvironment(parts, env);
  return converterConfig({ ...common, ...converter }, { stopGraceSeconds: 20, storage });
}
const database = {
  ...{ POSTGRES_HOST: 'db', POSTGRES_USER: 'me', POSTGRES_PASSWORD: 'x', POSTGRES_DB: 'tasks' },
  SECRET_KEY: 'a secret that only the tests know',
};

describe('the configuration', () => {
  it('has the published limits unless told', () => {
    expect(read({ DATA_DIR: '/data' })).toMatchObject({
      ...{ concurrency: availableParallelism(), stopGraceMs: 20_000 },
      scratchDirectory: resolve('/data/scratch'),
      transcoder: {
        limits: {
          ...{ maxSeconds: 4 * 3600, maxChannels: 8, maxSampleRate: 384_000 },
          ...{ maxResultBytes: 512 * 1024 ** 2, maxWallSeconds: 1800 },
        },
      },
    });
  });

  it('has files on their way while others are converted only where they come from afar', () => {
    expect(read({ CONVERTER_CONCURRENCY: '3' }).fetchAhead).toBe(0);
    expect(read({ CONVERTER_CONCURRENCY: '3' }, 'gcs').fetchAhead).toBe(3);
  });

  it('keeps files for ever unless told', () => {
    expect(read({}).retentionDays).toBeUndefined();
    expect(read({ RETENTION_DAYS: '30' }).retentionDays).toBe(30);
  });

  it.each(['1', '60', '1800'])('of conversions of %s s keeps scratch for longer', (seconds) => {
    const { leftoverAfterMs } = read({ MAX_CONVERSION_SECONDS: seconds });
    // While another one ends, and for as long as transfers may take.
    expect(leftoverAfterMs).toBeGreaterThan((2 * Number(seconds) + 3600) * 1000);
  });

  it('takes no limit for a conversion that its job would not live to see', () => {
    expect(() => read({ MAX_CONVERSION_SECONDS: '1801' })).toThrow('MAX_CONVERSION_SECONDS');
  });

  it('says what the environment says', () => {
    const env = {
      ...{ CONVERTER_CONCURRENCY: '3', STOP_GRACE_SECONDS: '5', SCRATCH_DIR: '/fast' },
      ...{ FFMPEG_PATH: '/opt/ffmpeg', FFPROBE_PATH: '/opt/ffprobe', PATH: '/bin' },
      ...{ MAX_SOUND_SECONDS: '60', MAX_CONVERSION_SECONDS: '90' },
    };
    expect(read(env)).toMatchObject({
      ...{ concurrency: 3, stopGraceMs: 5000, scratchDirectory: resolve('/fast') },
      transcoder: {
        ...{ ffmpegPath: '/opt/ffmpeg', ffprobePath: '/opt/ffprobe', searchPath: '/bin' },
        limits: { maxSeconds: 60, maxWallSeconds: 90 },
      },
    });
  });

  it('of a converter alone needs a database', async () => {
    const { platform, log } = await readConverterEnvironment(database);
    expect(platform.database).toMatchObject({ url: expect.stringContaining('db') });
    expect(log.level).toBe('info');
    await expect(readConverterEnvironment({})).rejects.toThrow(/POSTGRES_HOST[\s\S]*POSTGRES_DB/);
  });

  it('of a converter alone says where it tells that it lives, if anywhere', async () => {
    const { liveness: none } = await readConverterEnvironment(database);
    expect(none).toBeUndefined();
    const told = { ...database, HOST: '0.0.0.0', LIVENESS_PORT: '8001' };
    const { liveness } = await readConverterEnvironment(told);
    expect(liveness).toEqual({ host: '0.0.0.0', port: 8001 });
    const wrong = { ...database, LIVENESS_PORT: '65536' };
    await expect(readConverterEnvironment(wrong)).rejects.toThrow('LIVENESS_PORT');
  });

  it('names every variable at fault', () => {
    const env = { CONVERTER_CONCURRENCY: '0', MAX_CHANNELS: 'many' };
    expect(() => read(env)).toThrow(EnvironmentError);
    expect(() => read(env)).toThrow(/CONVERTER_CONCURRENCY[\s\S]*MAX_CHANNELS/);
  });

  it('is described, each variable in words', () => {
    for (const variable of Object.values(converterSchema.shape)) {
      expect(variable.description ?? variable.unwrap().description).toMatch(/\w/);
    }
  });
});
