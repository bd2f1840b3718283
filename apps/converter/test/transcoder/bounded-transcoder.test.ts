import type { TranscodeRequest, TranscodeResult, Transcoder } from '@cloudconvert/core';
import { formatTable } from '@cloudconvert/core';
import { expect, it, vi } from 'vitest';
import { BoundedTranscoder } from '../../src/transcoder/bounded-transcoder.ts';

/** Begins at once and ends when it is told to. */
class Patient implements Transcoder {
  readonly begun: number[] = [];
  readonly #ends = new Map<number, PromiseWithResolvers<TranscodeResult>>();

  async formats() {
    return new Set(['mp3'] as const);
  }

  transcode({ taskId }: TranscodeRequest): Promise<TranscodeResult> {
    this.begun.push(taskId);
    const end = Promise.withResolvers<TranscodeResult>();
    this.#ends.set(taskId, end);
    return end.promise;
  }

  end(taskId: number): void {
    this.#ends.get(taskId)?.resolve({ duration: taskId, warnings: [] });
  }

  fail(taskId: number): void {
    this.#ends.get(taskId)?.reject(new Error('it failed'));
  }
}

function request(taskId: number, signal = new AbortController().signal): TranscodeRequest {
  const [format] = formatTable;
  if (!format) throw new Error('there are no formats');
  const paths = { input: 'in', output: 'out' };
  return { ...paths, format, options: {}, signal, onProgress: () => {}, taskId };
}

function open(atOnce: number) {
  const inner = new Patient();
  const begun = (ids: readonly number[]) => vi.waitFor(() => expect(inner.begun).toEqual(ids));
  return { inner, begun, transcoder: new BoundedTranscoder(inner, atOnce) };
}

it('lets so many transcode at once, and the others in the order in which they came', async () => {
  const { inner, begun, transcoder } = open(2);
  const results = [1, 2, 3, 4].map((id) => transcoder.transcode(request(id)));
  await begun([1, 2]);
  inner.end(2);
  expect(await results[1]).toMatchObject({ duration: 2 });
  await begun([1, 2, 3]);
  inner.end(1);
  await begun([1, 2, 3, 4]);
  for (const id of [3, 4]) inner.end(id);
  expect(await Promise.all(results)).toHaveLength(4);
});

it('gives the place of one that failed to the next', async () => {
  const { inner, begun, transcoder } = open(1);
  const [first, second] = [1, 2].map((id) => transcoder.transcode(request(id)));
  await begun([1]);
  inner.fail(1);
  await expect(first).rejects.toThrow('it failed');
  await begun([1, 2]);
  inner.end(2);
  expect(await second).toMatchObject({ duration: 2 });
});

it('passes over one that was aborted while it waited', async () => {
  const { inner, begun, transcoder } = open(1);
  const abort = new AbortController();
  const first = transcoder.transcode(request(1));
  const second = transcoder.transcode(request(2, abort.signal));
  const third = transcoder.transcode(request(3));
  const reason = new Error('deleted');
  abort.abort(reason);
  await expect(second).rejects.toBe(reason);
  inner.end(1);
  await first;
  await begun([1, 3]);
  inner.end(3);
  expect(await third).toMatchObject({ duration: 3 });
});

it('takes nothing that was aborted before', async () => {
  const { inner, begun, transcoder } = open(1);
  const reason = new Error('stopping');
  const late = transcoder.transcode(request(1, AbortSignal.abort(reason)));
  await expect(late).rejects.toBe(reason);
  const next = transcoder.transcode(request(2));
  await begun([2]);
  inner.end(2);
  expect(await next).toMatchObject({ duration: 2 });
});

it('writes the formats that the one behind it writes', async () => {
  expect(await open(1).transcoder.formats()).toEqual(new Set(['mp3']));
});
