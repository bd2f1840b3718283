import { createHash, randomBytes } from 'node:crypto';
import { originalKey } from '@cloudconvert/core';
import { describe, expect, test } from 'vitest';
import { aFile, fieldPart, filePart, form, rawForm, song } from './support/forms.ts';
import { postgresPlatform } from './support/postgres-platform.ts';
import { expectProblem, storedKeys } from './support/problems.ts';
import { bodyOf, finishTask, json, type TaskBody, testApiOn } from './support/test-api.ts';
import { anUploadOf, claim, send } from './support/uploads.ts';

const ada = {
  username: 'ada',
  password1: 'Secr3t$',
  password2: 'Secr3t$',
  email: 'ada@example.com',
};

describe('on PostgreSQL and a folder', () => {
  test('a person signs up, uploads, downloads, changes the format and deletes', async () => {
    const platform = await postgresPlatform();
    const api = await testApiOn(platform);
    const signUp = await bodyOf<{ access_token: string }>(
      api.fetch('/api/auth/signup', json('POST', ada)),
    );
    const headers = { Authorization: `Bearer ${signUp.access_token}` };
    const upload = form(['fileName', aFile('süß 😀.wav')], ['newFormat', 'mp3']);
    const response = await api.fetch('/api/tasks', { ...upload, headers });
    expect(response.status).toBe(201);
    const { task } = await bodyOf<{ task: TaskBody }>(response);
    expect(await bodyOf(api.fetch('/api/tasks', { headers }))).toEqual([task]);
    const row = await platform.tasks.find(task.user_id, task.id);
    const sound = randomBytes(300_000);
    if (row) await finishTask(platform, row, sound);
    const file = await api.fetch(`/api/files/${task.file_id}`, { headers });
    expect(hash(new Uint8Array(await file.arrayBuffer()))).toBe(hash(sound));
    const part = await api.fetch(`/api/files/${task.file_id}`, {
      headers: { ...headers, Range: 'bytes=1000-1999' },
    });
    expect(Buffer.from(await part.arrayBuffer())).toEqual(sound.subarray(1_000, 2_000));
    const put = json('PUT', { newFormat: 'ogg' });
    const change = { ...put, headers: { ...headers, 'Content-Type': 'application/json' } };
    expect((await api.fetch(`/api/tasks/${task.id}`, change)).status).toBe(200);
    expect(await storedKeys(platform.storage)).toHaveLength(1);
    await api.fetch(`/api/tasks/${task.id}`, { method: 'DELETE', headers });
    expect(await storedKeys(platform.storage)).toEqual([]);
    expect(await bodyOf(api.fetch('/api/tasks', { headers }))).toEqual([]);
  });

  test('a large file arrives as it was sent', async () => {
    const platform = await postgresPlatform();
    const api = await testApiOn(platform, { config: { maxUploadBytes: 50 * 1024 ** 2 } });
    const person = await api.person();
    const bytes = Buffer.concat([song, randomBytes(20 * 1024 ** 2)]);
    const upload = form(['fileName', aFile('long.wav', bytes)], ['newFormat', 'mp3']);
    expect((await person.fetch('/api/tasks', upload)).status).toBe(201);
    const [key] = await storedKeys(platform.storage);
    const stored = createHash('sha256');
    const original = await platform.tasks.find(person.user.id, 1);
    expect(original?.original.size).toBe(bytes.length);
    if (original) {
      expect(original.original.key).toBe(key);
      for await (const piece of await platform.storage.read(original.original.key)) {
        stored.update(piece);
      }
    }
    expect(stored.digest('hex')).toBe(hash(bytes));
  });

  test('a file that is sent by itself becomes the same task as one in a form', async () => {
    const platform = await postgresPlatform();
    const api = await testApiOn(platform);
    const person = await api.person();
    const bytes = Buffer.concat([song, randomBytes(700_000)]);
    const md5 = createHash('md5').update(bytes).digest('base64');
    const announced = { fileName: 'süß 😀.wav', size: bytes.length, md5 };
    const upload = await anUploadOf(person, announced);
    await expectProblem(claim(person, upload.id), 409, 'upload_incomplete');
    expect((await send(api.fetch, upload, bytes)).status).toBe(200);
    expect(await storedKeys(platform.storage)).toEqual([`uploads/${upload.id}`]);
    const other = await api.person();
    await expectProblem(claim(other, upload.id), 404, 'not_found');
    const answers = await Promise.all(Array.from({ length: 5 }, () => claim(person, upload.id)));
    const created = answers.filter(({ status }) => status === 201);
    expect(created).toHaveLength(1);
    expect(answers.filter(({ status }) => [404, 409].includes(status))).toHaveLength(4);
    const init = form(['fileName', aFile(announced.fileName, bytes)], ['newFormat', 'mp3']);
    expect((await person.fetch('/api/tasks', init)).status).toBe(201);
    const tasks = await bodyOf<TaskBody[]>(person.fetch('/api/tasks'));
    expect(tasks).toHaveLength(2);
    for (const { file_id, original_file, original_size } of tasks) {
      expect([original_file, original_size]).toEqual([announced.fileName, bytes.length]);
      const stored = createHash('sha256');
      const key = originalKey(file_id);
      for await (const piece of await platform.storage.read(key)) stored.update(piece);
      expect(stored.digest('hex')).toBe(hash(bytes));
    }
    expect(await storedKeys(platform.storage)).toHaveLength(2);
    expect(await platform.jobs.depth()).toMatchObject({ queued: 2 });
    await expectProblem(send(api.fetch, upload, bytes), 404, 'not_found');
  });

  test('an upload of other bytes than announced makes no task and is gone', async () => {
    const platform = await postgresPlatform();
    const api = await testApiOn(platform);
    const person = await api.person();
    const md5 = createHash('md5').update(song).digest('base64');
    const upload = await anUploadOf(person, { md5 });
    const damaged = Buffer.from(song).fill(0, 100, 200);
    expect((await send(api.fetch, upload, damaged)).status).toBe(200);
    await expectProblem(claim(person, upload.id), 409, 'upload_mismatch');
    expect(await storedKeys(platform.storage)).toEqual([]);
    expect((await send(api.fetch, upload)).status).toBe(404);
    await expectProblem(claim(person, upload.id), 404, 'not_found');
  });

  test.each([
    [
      'too large',
      form(['newFormat', 'mp3'], ['fileName', aFile('a', Buffer.concat([song, randomBytes(2e6)]))]),
      413,
    ],
    ['a bad format', form(['fileName', aFile()], ['newFormat', 'xyz']), 400],
    ['a file twice', rawForm(filePart('a'), filePart('b'), fieldPart('newFormat', 'mp3')), 400],
    ['cut off', { ...rawForm(), body: new Uint8Array(filePart('a')) }, 400],
  ])('an upload that is refused leaves nothing: %s', async (_what, init, status) => {
    const platform = await postgresPlatform();
    const api = await testApiOn(platform);
    const person = await api.person();
    expect((await person.fetch('/api/tasks', init)).status).toBe(status);
    expect(await storedKeys(platform.storage)).toEqual([]);
    expect(await bodyOf(person.fetch('/api/tasks'))).toEqual([]);
    expect(await platform.jobs.depth()).toMatchObject({ queued: 0 });
  });

  test('ids and names that a database could trip over are answered 4xx', async () => {
    const platform = await postgresPlatform();
    const api = await testApiOn(platform);
    const person = await api.person();
    for (const id of ['2147483648', '9007199254740993', '999999999999999']) {
      await expectProblem(person.fetch(`/api/tasks/${id}`), 404, 'not_found');
    }
    for (const id of ['x', "' or 1=1; --", '8C0D7F40-0000-4000-8000-000000000000']) {
      await expectProblem(claim(person, id), 404, 'not_found');
    }
    const cursor = Buffer.from('after:999999999999999').toString('base64url');
    expect((await person.fetch(`/api/tasks?cursor=${cursor}`)).status).toBe(200);
    const taken = await api.fetch('/api/auth/signup', json('POST', ada));
    expect(taken.status).toBe(201);
    const again = { ...ada, username: 'ADA', email: 'other@example.com' };
    await expectProblem(api.fetch('/api/auth/signup', json('POST', again)), 409, 'username_taken');
    const log = (username: string) =>
      api.fetch('/api/auth/login', json('POST', { username, password: 'x' }));
    await expectProblem(
      log("' or 1=1; drop table cloudconvert.users; --"),
      401,
      'invalid_credentials',
    );
    await expectProblem(log('benchmark'), 401, 'invalid_credentials');
  });

  test('is healthy, and says that no converter is alive', async () => {
    const api = await testApiOn(await postgresPlatform());
    expect((await api.fetch('/api-health')).status).toBe(200);
    await expectProblem(api.fetch('/converter-health'), 503, 'no_converter');
  });

  test('a benchmark of a thousand tasks exists once it is answered', async () => {
    const platform = await postgresPlatform();
    const api = await testApiOn(platform);
    const init = form(['fileName', aFile()], ['newFormat', 'mp3'], ['taskNumber', '1000']);
    expect((await api.fetch('/benchmark/conversion/start', init)).status).toBe(202);
    expect(await platform.jobs.depth()).toMatchObject({ queued: 1_000 });
    const tasks = await bodyOf<TaskBody[]>(api.fetch('/benchmark/conversion/result'));
    expect(tasks).toHaveLength(1_000);
    expect(await storedKeys(platform.storage)).toHaveLength(1);
  });
});

function hash(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
