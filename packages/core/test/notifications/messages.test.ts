import { describe, expect, it } from 'vitest';
import { failureOf, originalKey, soundMissing, type Task } from '../../src/index.ts';
import { failedMessage } from '../../src/notifications/failed-message.ts';
import { processedMessage } from '../../src/notifications/processed-message.ts';

const fileId = '8c0d4c0e-0b5e-4a39-9f7e-0d8a1c9d2f11';
const task: Task = {
  id: 7,
  userId: 1,
  fileId,
  revision: 1,
  status: 'processed',
  progress: 100,
  round: 1,
  newFormat: 'wav',
  options: {},
  original: { key: originalKey(fileId), name: 'A & <b>.mp3', size: 1 },
  result: null,
  failure: null,
  warnings: [],
  createdAt: new Date(0),
  requestedAt: new Date(0),
  startedAt: null,
  endedAt: null,
};

describe('the message that a file is ready', () => {
  const message = processedMessage(task, 'https://example.com/f?a=1&b=2');

  it('carries the link in both parts', () => {
    expect(message.text).toContain('https://example.com/f?a=1&b=2');
    expect(message.html).toContain('href="https://example.com/f?a=1&amp;b=2"');
  });

  it('names what the result lacks', () => {
    const warned = { ...task, warnings: [soundMissing(3, 2.7)] };
    const { text, html } = processedMessage(warned, 'https://example.com/f');
    expect(text).toContain('lasts 3.000 s, but only 2.700 s');
    expect(html).toContain('lasts 3.000 s, but only 2.700 s');
  });

  it('shows the name of the file without letting it be markup', () => {
    expect(message.subject).toBe('A & <b>.mp3 is now wav');
    expect(message.html).toContain('A &amp; &lt;b&gt;.mp3');
  });
});

describe('the message that a conversion failed', () => {
  it('says why', () => {
    const message = failedMessage(task, failureOf('damaged'));
    expect(message.text).toContain('This file is damaged');
    expect(message.html).toContain('This file is damaged');
  });
});
