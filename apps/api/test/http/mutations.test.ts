import { expect, test } from 'vitest';
import { fieldPart, filePart, rawBody, rawForm } from '../support/forms.ts';
import { storedKeys } from '../support/problems.ts';
import { json, testApi } from '../support/test-api.ts';

const rounds = 400;

/** Numbers from 0 to `below`, the same in every run (mulberry32). */
function seeded(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

/** Some bytes changed, and sometimes a piece cut out or doubled. */
function mutate(original: Uint8Array, random: (below: number) => number): Buffer {
  const bytes = Buffer.from(original);
  for (let n = random(6); n >= 0; n -= 1) bytes[random(bytes.length)] = random(256);
  const [from, to] = [random(bytes.length), random(bytes.length)].toSorted((a, b) => a - b);
  const piece = bytes.subarray(from, to);
  if (random(3) === 0) return Buffer.concat([bytes.subarray(0, from), bytes.subarray(to ?? 0)]);
  if (random(3) === 0)
    return Buffer.concat([bytes.subarray(0, to), piece, bytes.subarray(to ?? 0)]);
  return bytes;
}

test('a form of which some bytes are wrong is taken or refused, and nothing else', async () => {
  const random = seeded(7);
  const api = await testApi({ config: { maxUnfinishedTasks: rounds, uploadsPerMinute: rounds } });
  const ada = await api.person();
  const good = rawBody(
    fieldPart('bitRate', '128000'),
    filePart('song.wav', Buffer.from('RIFF....WAVEfmt .........')),
    fieldPart('newFormat', 'mp3'),
  );
  for (let n = 0; n < rounds; n += 1) {
    const init = { ...rawForm(), body: new Uint8Array(mutate(good, random)) };
    const response = await ada.fetch('/api/tasks', init);
    expect([201, 400]).toContain(response.status);
    await response.arrayBuffer();
  }
  const rows = api.platform.table.all().map(({ original }) => original.key);
  expect((await storedKeys(api.platform.storage)).toSorted()).toEqual(rows.toSorted());
});

test('JSON of which some bytes are wrong is taken or refused, and nothing else', async () => {
  const random = seeded(11);
  const api = await testApi();
  const good = Buffer.from('{"username":"ad\\u00e4 \\ud83d\\ude00","password":"b\\\\\\"c"}');
  for (let n = 0; n < rounds; n += 1) {
    const init = { ...json('POST', ''), body: new Uint8Array(mutate(good, random)) };
    const response = await api.fetch('/api/auth/login', init);
    expect([400, 401, 429]).toContain(response.status);
    await response.arrayBuffer();
  }
});

test('random paths and queries are refused, and nothing else', async () => {
  const random = seeded(13);
  const api = await testApi();
  const ada = await api.person();
  const alphabet = [...'abz019/.%?&=[]\\~-_;:@!$\'()*+,"<>^`{|}ä😀', '%00', '%2f', '..', '%ff'];
  const prefixes = ['/', '/api/tasks/', '/api/files/', '/api/tasks?', '/benchmark/'];
  for (let n = 0; n < rounds; n += 1) {
    const length = random(20);
    const text = Array.from({ length }, () => alphabet[random(alphabet.length)]).join('');
    const response = await ada.fetch(`${prefixes[random(prefixes.length)]}${text}`);
    expect(response.status === 200 || (response.status >= 400 && response.status < 500)).toBe(true);
    await response.arrayBuffer();
  }
});
