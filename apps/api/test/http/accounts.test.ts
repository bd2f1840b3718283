import { describe, expect, test } from 'vitest';
import { expectProblem } from '../support/problems.ts';
import { json, testApi } from '../support/test-api.ts';

const ada = {
  username: 'ada',
  password1: 'Secr3t$',
  password2: 'Secr3t$',
  email: 'ada@example.com',
};
const signUp = (body: unknown) => json('POST', body);

describe('POST /api/auth/signup', () => {
  test('creates a user and answers a token that works', async () => {
    const api = await testApi();
    const response = await api.fetch('/api/auth/signup', signUp(ada));
    expect(response.status).toBe(201);
    const { message, access_token } = (await response.json()) as Record<string, string>;
    expect(message).toBe('User created successfully');
    const tasks = await api.fetch('/api/tasks', {
      headers: { Authorization: `Bearer ${access_token}` },
    });
    expect(tasks.status).toBe(200);
  });

  test('keeps the password as an argon2id hash only', async () => {
    const api = await testApi();
    await api.fetch('/api/auth/signup', signUp(ada));
    const user = await api.platform.users.findByUsername('ada');
    expect(user?.passwordHash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  });

  test('refuses a name and an address that are taken, in any letter case', async () => {
    const api = await testApi();
    await api.fetch('/api/auth/signup', signUp(ada));
    const sameName = { ...ada, username: 'ADA', email: 'b@example.com' };
    await expectProblem(api.fetch('/api/auth/signup', signUp(sameName)), 409, 'username_taken');
    const sameInFullWidth = { ...sameName, username: 'ａｄａ' };
    await expectProblem(
      api.fetch('/api/auth/signup', signUp(sameInFullWidth)),
      409,
      'username_taken',
    );
    const sameEmail = { ...ada, username: 'bob', email: 'ADA@Example.com' };
    await expectProblem(api.fetch('/api/auth/signup', signUp(sameEmail)), 409, 'email_taken');
  });

  test('says every part of the password rule that is not met', async () => {
    const api = await testApi();
    const weak = { ...ada, password1: ' é', password2: ' é' };
    const problem = await expectProblem(
      api.fetch('/api/auth/signup', signUp(weak)),
      400,
      'weak_password',
      { field: 'password1' },
    );
    for (const part of ['5 to 20', 'lowercase', 'uppercase', 'digit', '$ # @', 'white space']) {
      expect(problem.message).toContain(part);
    }
  });

  test.each([
    ['passwords_differ', { password2: 'Secr3t#' }],
    ['invalid_field', { email: 'ada' }],
    ['invalid_field', { email: 'ada@example.com\nBcc: all@example.com' }],
    ['invalid_field', { username: '' }],
    ['invalid_field', { username: '\u0430da' }],
    ['invalid_field', { username: 7 }],
    ['invalid_field', { username: null }],
    ['invalid_field', { username: ['ada'] }],
    ['missing_field', { email: undefined }],
    ['unknown_field', { admin: true }],
  ])('answers 400 %s for %j', async (code, change) => {
    const api = await testApi();
    const [field] = Object.keys(change);
    const answer = api.fetch('/api/auth/signup', signUp({ ...ada, ...change }));
    const problem = await expectProblem(answer, 400, code, { field });
    expect(problem.message).toContain(field);
  });

  test('lets an address sign up five times in an hour', async () => {
    const api = await testApi();
    const nth = (n: number) =>
      api.fetch(
        '/api/auth/signup',
        signUp({ ...ada, username: `u${n}`, email: `u${n}@a.example` }),
      );
    for (let n = 0; n < 5; n += 1) expect((await nth(n)).status).toBe(201);
    const response = await nth(5);
    expect(Number(response.headers.get('Retry-After'))).toBeGreaterThan(0);
    await expectProblem(response, 429, 'too_many_requests');
  });
});

describe('POST /api/auth/login', () => {
  test('answers a token, whatever the letter case of the name', async () => {
    const api = await testApi();
    await api.fetch('/api/auth/signup', signUp(ada));
    const credentials = { username: 'Ada', password: 'Secr3t$' };
    const response = await api.fetch('/api/auth/login', json('POST', credentials));
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ access_token: expect.any(String) });
  });

  test('answers the same whether the user exists or not', async () => {
    const api = await testApi();
    await api.fetch('/api/auth/signup', signUp(ada));
    const attempt = (username: string) =>
      expectProblem(
        api.fetch('/api/auth/login', json('POST', { username, password: 'wrong' })),
        401,
        'invalid_credentials',
      );
    const { request_id: _, ...known } = await attempt('ada');
    const { request_id: __, ...unknown } = await attempt('nobody');
    expect(known).toEqual(unknown);
  });

  test('stops ten failures in a row for an hour', async () => {
    const api = await testApi();
    const wrong = () =>
      api.fetch('/api/auth/login', json('POST', { username: 'ada', password: 'wrong' }));
    for (let n = 0; n < 10; n += 1) expect((await wrong()).status).toBe(401);
    const response = await wrong();
    expect(response.headers.get('Retry-After')).toBe('3600');
    await expectProblem(response, 429, 'too_many_requests');
  });

  test.each([
    ['missing_field', 'password', { username: 'ada' }],
    ['invalid_field', 'password', '{"username":"ada","password":1e400}'],
    ['invalid_field', 'password', { username: 'ada', password: {} }],
    ['unknown_field', 'remember', { username: 'ada', password: 'x', remember: 1 }],
  ])('answers 400 %s for %s', async (code, field, body) => {
    const api = await testApi();
    const answer = api.fetch('/api/auth/login', json('POST', body));
    await expectProblem(answer, 400, code, { field });
  });
});

test.each([
  ["' or 1=1 --"],
  ['"; drop table cloudconvert.users; --'],
  ['<script>alert(1)</script>'],
  ['../../etc/passwd'],
  ['\u202egnp.exe'],
])('%j is a name like any other that nobody has', async (username) => {
  const api = await testApi();
  const answer = api.fetch('/api/auth/login', json('POST', { username, password: username }));
  await expectProblem(answer, 401, 'invalid_credentials');
});
