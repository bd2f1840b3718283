import { describe, expect, test } from 'vitest';
import { aFile, fieldPart, fileHead, form, rawForm, song } from '../support/forms.ts';
import { memoryPlatform } from '../support/memory-platform.ts';
import { expectProblem, storedKeys } from '../support/problems.ts';
import { bodyOf, json, type TaskBody, testApi } from '../support/test-api.ts';

interface Created {
  readonly message: string;
  readonly task: TaskBody;
}

describe('POST /api/tasks', () => {
  test.each([
    ['before', form(['newFormat', 'mp3'], ['fileName', aFile()])],
    ['after', form(['fileName', aFile()], ['newFormat', 'mp3'])],
  ])('takes the format %s the file', async (_where, init) => {
    const api = await testApi();
    const ada = await api.person();
    const response = await ada.fetch('/api/tasks', init);
    expect(response.status).toBe(201);
    const { message, task } = await bodyOf<Created>(response);
    expect(message).toBe('task created');
    expect(response.headers.get('Location')).toBe(`/api/tasks/${task.id}`);
    expect(task).toEqual({
      id: 1,
      file_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      status: 'uploaded',
      progress: 0,
      timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      user_id: ada.user.id,
      new_format: 'mp3',
      options: {},
      uploaded_filename: `${task.file_id}.wav`,
      original_file: 'song.wav',
      original_format: 'wav',
      original_size: song.length,
      processed_file: null,
      processed_format: null,
      processed_size: null,
      uploaded_at: task.timestamp,
      started_at: null,
      processed_at: null,
      error: null,
      warnings: [],
      download_url: null,
    });
    expect(await storedKeys(api.platform.storage)).toEqual([`originals/${task.file_id}`]);
  });

  test('sends the job that converts it, with the id of the request', async () => {
    const api = await testApi();
    const ada = await api.person();
    const init = form(['fileName', aFile()], ['newFormat', 'mp3']);
    await ada.fetch('/api/tasks', { ...init, headers: { 'X-Request-Id': 'trace-1' } });
    expect(api.platform.jobs.sent('convert')).toEqual([
      { taskId: 1, revision: 1, requestId: 'trace-1' },
    ]);
  });

  test('is known as /api/task, too', async () => {
    const api = await testApi();
    const ada = await api.person();
    const response = await ada.fetch(
      '/api/task',
      form(['fileName', aFile()], ['newFormat', 'MP3']),
    );
    expect(response.status).toBe(201);
  });

  test.each(['mp3', 'acc', 'ogg', 'wav', 'wma', 'AAC', 'Mp3', 'flac'])('takes %s', async (name) => {
    const api = await testApi();
    const ada = await api.person();
    const init = form(['fileName', aFile()], ['newFormat', name]);
    const { task } = await bodyOf<Created>(ada.fetch('/api/tasks', init));
    expect(task.new_format).toBe(name === 'AAC' ? 'acc' : name.toLowerCase());
  });

  test('takes options', async () => {
    const api = await testApi();
    const ada = await api.person();
    const init = form(
      ['bitRate', '128000'],
      ['fileName', aFile()],
      ['newFormat', 'mp3'],
      ['sampleRate', '44100'],
      ['channels', '2'],
    );
    const { task } = await bodyOf<Created>(ada.fetch('/api/tasks', init));
    expect(task.options).toEqual({ bitRate: 128_000, sampleRate: 44_100, channels: 2 });
  });

  test.each([
    ['süß 😀 שלום.MP3', 'mp3'],
    ['no extension', null],
    ['archive.tar.gz', 'gz'],
    ['.wav', 'wav'],
    ['-rf.wav', 'wav'],
    ['%03d.wav', 'wav'],
    ['"quoted".wav', 'wav'],
    ["'; drop table tasks; --.wav", 'wav'],
    ['$(reboot).wav', 'wav'],
  ])('keeps the name %j as it is', async (name, extension) => {
    const api = await testApi();
    const ada = await api.person();
    const init = form(['fileName', aFile(name)], ['newFormat', 'mp3']);
    const { task } = await bodyOf<Created>(ada.fetch('/api/tasks', init));
    expect(task.original_file).toBe(name);
    expect(task.original_format).toBe(extension);
    const { file_id } = task;
    expect(task.uploaded_filename).toBe(extension === null ? file_id : `${file_id}.${extension}`);
  });

  test.each([
    ['\u202evaw.exe', 'vaw.exe'],
    ['\ufeffa\u2028b.wav', 'ab.wav'],
  ])('keeps the name %j without what can not be seen', async (name, expected) => {
    const ada = await (await testApi()).person();
    const init = form(['fileName', aFile(name)], ['newFormat', 'mp3']);
    const { task } = await bodyOf<Created>(ada.fetch('/api/tasks', init));
    expect(task.original_file).toBe(expected);
  });

  test.each([
    ['Latin-1', Buffer.from('Génie.wav', 'latin1'), 'Génie.wav'],
    ['windows-1252', Buffer.from('\x93Ton\x94 \x96 5 \x80.wav', 'latin1'), '“Ton” – 5 €.wav'],
    ['UTF-8', Buffer.from('Génie “Ton”.wav'), 'Génie “Ton”.wav'],
  ])('keeps the letters of a name in %s', async (_, name, expected) => {
    const ada = await (await testApi()).person();
    const [before = '', after = ''] = fileHead('|').split('|');
    const part = Buffer.concat([Buffer.from(before), name, Buffer.from(after), song]);
    const init = rawForm(part, fieldPart('newFormat', 'mp3'));
    const { task } = await bodyOf<Created>(ada.fetch('/api/tasks', init));
    expect(task.original_file).toBe(expected);
  });

  test('needs a token before it reads anything', async () => {
    const api = await testApi();
    const init = form(['fileName', aFile()], ['newFormat', 'mp3']);
    const response = await api.fetch('/api/tasks', init);
    expect(response.headers.get('WWW-Authenticate')).toBe('Bearer');
    await expectProblem(response, 401, 'unauthenticated');
    expect(await storedKeys(api.platform.storage)).toEqual([]);
  });

  test('lets a person upload so often in a minute and no more', async () => {
    const api = await testApi({ config: { uploadsPerMinute: 2 } });
    const ada = await api.person();
    const upload = () => ada.fetch('/api/tasks', form(['fileName', aFile()], ['newFormat', 'mp3']));
    expect((await upload()).status).toBe(201);
    expect((await upload()).status).toBe(201);
    const response = await upload();
    expect(Number(response.headers.get('Retry-After'))).toBeGreaterThan(0);
    await expectProblem(response, 429, 'too_many_requests');
    const bob = await api.person();
    const init = form(['fileName', aFile()], ['newFormat', 'mp3']);
    expect((await bob.fetch('/api/tasks', init)).status).toBe(201);
  });

  test('lets a person have so many unfinished tasks and no more', async () => {
    const api = await testApi({ config: { maxUnfinishedTasks: 1 } });
    const ada = await api.person();
    const upload = () => ada.fetch('/api/tasks', form(['fileName', aFile()], ['newFormat', 'mp3']));
    expect((await upload()).status).toBe(201);
    const response = await upload();
    expect(response.headers.get('Retry-After')).toBe('10');
    await expectProblem(response, 429, 'too_many_tasks');
    expect(await storedKeys(api.platform.storage)).toHaveLength(1);
  });

  test('says which formats the converters can write when it is not the one asked for', async () => {
    const platform = memoryPlatform();
    const api = await testApi({ platform });
    const ada = await api.person();
    await platform.registry.announce({
      id: 'c1',
      host: 'h',
      startedAt: new Date(),
      concurrency: 1,
      formats: ['wav', 'ogg'],
      taskIds: [],
    });
    const init = form(['fileName', aFile()], ['newFormat', 'mp3']);
    const answer = ada.fetch('/api/tasks', init);
    const problem = await expectProblem(answer, 400, 'format_unavailable', { field: 'newFormat' });
    expect(problem.message).toContain('wav, ogg');
    expect(await storedKeys(platform.storage)).toEqual([]);
  });

  test('answers 503 while the storage is away', async () => {
    const api = await testApi();
    const ada = await api.person();
    api.platform.storage.isAway = true;
    const init = form(['fileName', aFile()], ['newFormat', 'mp3']);
    const response = await ada.fetch('/api/tasks', init);
    expect(response.headers.get('Retry-After')).toBe('5');
    const problem = await expectProblem(response, 503, 'storage_unavailable');
    expect(problem.message).not.toContain('The storage is away');
  });

  test('answers 507 when there is no room', async () => {
    const platform = memoryPlatform();
    const { MemoryFileStorage } = await import('@cloudconvert/testing');
    const full = { ...platform, storage: new MemoryFileStorage({ capacity: 100 }) };
    const api = await testApi({ platform: full });
    const ada = await api.person();
    const init = form(['fileName', aFile()], ['newFormat', 'mp3']);
    await expectProblem(ada.fetch('/api/tasks', init), 507, 'storage_full');
    expect(await storedKeys(full.storage)).toEqual([]);
  });
});

test('a task is answered by its id as it was created', async () => {
  const api = await testApi();
  const ada = await api.person();
  const init = form(['fileName', aFile()], ['newFormat', 'mp3']);
  const { task } = await bodyOf<Created>(ada.fetch('/api/tasks', init));
  expect(await bodyOf(ada.fetch(`/api/tasks/${task.id}`))).toEqual(task);
  const revised = await bodyOf<Created>(
    ada.fetch(`/api/tasks/${task.id}`, json('PUT', { newFormat: 'wav' })),
  );
  expect(revised.task.file_id).toBe(task.file_id);
});
