import type { Fault } from '@cloudconvert/testing-gcp';
import { chunkBytes } from '../../src/storage/uploading/send-stream.ts';

export interface NamedFaults {
  readonly what: string;
  readonly faults: readonly Fault[];
}

/** Less than any part but the last has, and blocks enough for something to be kept. */
const halfAPart = chunkBytes / 2;

/** Trouble of an upload of several parts that trying again mends. */
export const passingUploadFaults = named([
  ['500 at the beginning', { on: 'start', does: { kind: 'answer', status: 500 }, times: 1 }],
  ['429 at the beginning', { on: 'start', does: { kind: 'answer', status: 429 }, times: 2 }],
  ['a beginning that is never answered', { on: 'start', does: { kind: 'hang' }, times: 1 }],
  ['a beginning whose answer is lost', { on: 'start', does: { kind: 'lose answer' }, times: 1 }],
  ['500 for bytes', { on: 'send', does: { kind: 'answer', status: 500 }, times: 1 }],
  ['503 twice for bytes', { on: 'send', does: { kind: 'answer', status: 503 }, times: 2 }],
  ['408 for bytes', { on: 'send', does: { kind: 'answer', status: 408 }, times: 1 }],
  [
    '503 with a wish to be left alone',
    { on: 'send', does: { kind: 'answer', status: 503, retryAfterSeconds: 0 }, times: 2 },
  ],
  [
    'an answer of 500 before the bytes are read',
    { on: 'send', does: { kind: 'answer', status: 500, early: true }, times: 1 },
  ],
  ['bytes that are never answered', { on: 'send', does: { kind: 'hang' }, times: 1 }],
  [
    'a server that stops reading',
    { on: 'send', does: { kind: 'stall', afterBytes: halfAPart }, times: 1 },
  ],
  [
    'a connection cut amid the bytes',
    { on: 'send', does: { kind: 'cut', afterBytes: halfAPart + 100 }, times: 1 },
  ],
  [
    'a connection cut before a block has arrived',
    { on: 'send', does: { kind: 'cut', afterBytes: 100 }, times: 1 },
  ],
  [
    'a part of which some is kept',
    { on: 'send', does: { kind: 'keep part', bytes: halfAPart }, times: 1 },
  ],
  [
    'a part of which nothing is kept',
    { on: 'send', does: { kind: 'keep part', bytes: 0 }, times: 1 },
  ],
  ['a lost answer to the first bytes', { on: 'send', does: { kind: 'lose answer' }, times: 1 }],
  [
    'a cut and then questions that fail',
    { on: 'send', does: { kind: 'cut', afterBytes: halfAPart }, times: 1 },
    { on: 'ask', does: { kind: 'answer', status: 503 }, times: 1 },
    { on: 'ask', does: { kind: 'hang' }, times: 1 },
  ],
]);

/** Trouble of an upload that doesn't end, or that nothing mends. */
export const lastingUploadFaults = named([
  ['503 at the beginning', { on: 'start', does: { kind: 'answer', status: 503 } }],
  ['403 at the beginning', { on: 'start', does: { kind: 'answer', status: 403 } }],
  ['a server that never answers', { on: 'start', does: { kind: 'hang' } }],
  ['503 for bytes', { on: 'send', does: { kind: 'answer', status: 503 } }],
  ['an early 500 for bytes', { on: 'send', does: { kind: 'answer', status: 500, early: true } }],
  ['429 for bytes', { on: 'send', does: { kind: 'answer', status: 429 } }],
  ['401 for bytes', { on: 'send', does: { kind: 'answer', status: 401 } }],
  ['bytes that are never answered', { on: 'send', does: { kind: 'hang' } }],
  ['a server that stops reading', { on: 'send', does: { kind: 'stall', afterBytes: 1000 } }],
  ['connections cut amid the bytes', { on: 'send', does: { kind: 'cut', afterBytes: 1000 } }],
  ['a server that keeps nothing', { on: 'send', does: { kind: 'keep part', bytes: 0 } }],
  ['bytes that change on their way', { on: 'send', does: { kind: 'wrong bytes' } }],
  ['a checksum that is another', { on: 'send', does: { kind: 'wrong checksum' } }],
  [
    'a cut and then 503',
    { on: 'send', does: { kind: 'cut', afterBytes: halfAPart }, times: 1 },
    { on: 'send', does: { kind: 'answer', status: 503 } },
  ],
  [
    'a cut and then questions that fail',
    { on: 'send', does: { kind: 'cut', afterBytes: halfAPart } },
    { on: 'ask', does: { kind: 'answer', status: 500 } },
  ],
]);

/** Trouble of a download that trying again mends. */
export const passingDownloadFaults = named([
  ['500', { on: 'media', does: { kind: 'answer', status: 500 }, times: 1 }],
  ['503 twice', { on: 'media', does: { kind: 'answer', status: 503 }, times: 2 }],
  ['429', { on: 'media', does: { kind: 'answer', status: 429 }, times: 1 }],
  ['no answer', { on: 'media', does: { kind: 'hang' }, times: 1 }],
  ['a lost answer', { on: 'media', does: { kind: 'lose answer' }, times: 1 }],
  [
    'a stall amid the bytes',
    { on: 'media', does: { kind: 'stall', afterBytes: 700_000 }, times: 1 },
  ],
  ['a cut amid the bytes', { on: 'media', does: { kind: 'cut', afterBytes: 700_001 }, times: 1 }],
  [
    'a cut and then 503',
    { on: 'media', does: { kind: 'cut', afterBytes: 700_001 }, times: 1 },
    { on: 'media', does: { kind: 'answer', status: 503 }, times: 2 },
  ],
  [
    'cut after cut, with bytes in between',
    { on: 'media', does: { kind: 'cut', afterBytes: 400_000 } },
  ],
]);

/** Trouble of a download that doesn't end, or that nothing mends. */
export const lastingDownloadFaults = named([
  ['503', { on: 'media', does: { kind: 'answer', status: 503 } }],
  ['403', { on: 'media', does: { kind: 'answer', status: 403 } }],
  ['no answer', { on: 'media', does: { kind: 'hang' } }],
  ['connections that are cut', { on: 'media', does: { kind: 'cut', afterBytes: 0 } }],
  ['connections that stand still', { on: 'media', does: { kind: 'stall', afterBytes: 0 } }],
  ['bytes that change on their way', { on: 'media', does: { kind: 'wrong bytes' } }],
  ['a checksum that is another', { on: 'media', does: { kind: 'wrong checksum' } }],
  [
    'a cut and then 500 for ever',
    { on: 'media', does: { kind: 'cut', afterBytes: 500_000 }, times: 1 },
    { on: 'media', does: { kind: 'answer', status: 500 } },
  ],
]);

function named(
  table: readonly (readonly [what: string, ...faults: readonly Fault[]])[],
): readonly NamedFaults[] {
  return table.map(([what, ...faults]) => ({ what, faults }));
}
