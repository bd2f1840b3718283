import { commonSchema } from '@cloudconvert/runtime';
import { describe, expect, test } from 'vitest';
import { apiConfig, apiSchema, readApiEnvironment } from '../src/config.ts';

const schema = commonSchema.extend(apiSchema.shape);
const local = { throttle: false, benchmark: true };
const required = {
  POSTGRES_HOST: 'db',
  POSTGRES_USER: 'u',
  POSTGRES_PASSWORD: 'p',
  POSTGRES_DB: 'd',
  SECRET_KEY: 's'.repeat(32),
};

describe('apiConfig', () => {
  test('has a default for everything', () => {
    expect(apiConfig(schema.parse({}), local)).toEqual({
      host: '127.0.0.1',
      port: 8000,
      trustedProxies: 0,
      corsOrigins: [],
      maxUploadBytes: 512 * 1024 ** 2,
      maxUnfinishedTasks: Number.POSITIVE_INFINITY,
      uploadsPerMinute: 60,
      uploadsAtOnce: Number.POSITIVE_INFINITY,
      uploadTtlSeconds: 86_400,
      benchmark: true,
    });
  });

  test('limits unfinished tasks by default only where throttling is on', () => {
    const profile = { throttle: true, benchmark: false };
    const given = schema.parse({});
    expect(apiConfig(given, profile)).toMatchObject({ maxUnfinishedTasks: 100, benchmark: false });
    const told = schema.parse({ MAX_UNFINISHED_TASKS: '7' });
    expect(apiConfig(told, local).maxUnfinishedTasks).toBe(7);
  });

  test.each([
    ['*', ['*']],
    ['https://a.example, http://localhost:5173', ['https://a.example', 'http://localhost:5173']],
  ])('opens itself to the origins %s', (given, origins) => {
    const { corsOrigins } = apiConfig(schema.parse({ CORS_ORIGINS: given }), local);
    expect(corsOrigins).toEqual(origins);
  });

  test.each(['a.example', 'https://a.example/', 'https://a.example/path', 'ftp://a.example', ','])(
    'takes no origin like %s',
    (given) => {
      expect(apiSchema.safeParse({ CORS_ORIGINS: given }).success).toBe(false);
    },
  );

  test.each(['59', '604801', '1.5', ''])('keeps no upload open for %j seconds', (ttl) => {
    expect(apiSchema.safeParse({ UPLOAD_TTL: ttl }).success).toBe(false);
  });

  test.each(['60', '604800'])('keeps uploads open for %s seconds', (ttl) => {
    const given = schema.parse({ UPLOAD_TTL: ttl });
    expect(apiConfig(given, local).uploadTtlSeconds).toBe(Number(ttl));
  });

  test('describes every variable for the documentation', () => {
    for (const field of Object.values(apiSchema.shape)) expect(field.description).toBeTruthy();
  });
});

describe('readApiEnvironment', () => {
  test('takes the environment at its word', async () => {
    const env = { ...required, PORT: '9000', THROTTLE: 'on', TRUST_PROXY: '1', LOG_LEVEL: 'warn' };
    const { config, platform, log } = await readApiEnvironment(env);
    expect(config).toMatchObject({ port: 9000, trustedProxies: 1, maxUnfinishedTasks: 100 });
    expect(config.benchmark).toBe(false);
    expect(platform).toMatchObject({ baseUrl: 'http://127.0.0.1:9000', throttle: true });
    expect(log.level).toBe('warn');
  });

  test('names every variable at fault in one message', async () => {
    const env = { PORT: '99999', BENCHMARK: 'maybe', LOG_LEVEL: 'loud' };
    await expect(readApiEnvironment(env)).rejects.toThrow(
      /PORT.*LOG_LEVEL.*POSTGRES_HOST is missing.*BENCHMARK/s,
    );
  });
});
