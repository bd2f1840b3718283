import { randomUUID } from 'node:crypto';
import { extname } from 'node:path';
import type { BenchmarkOrder } from '../../client/benchmark-client.ts';
import type { Sound } from '../../sound/usual-sound.ts';

export interface Amount {
  readonly taskNumber: number;
  readonly newFormat: string;
}

export interface ConversionsOrder extends BenchmarkOrder {
  /** What the file is called here. */
  readonly localName: string;
}

export function orderOf({ name, bytes }: Sound, amount: Amount): ConversionsOrder {
  // Tells the tasks of this run from those of any other.
  const fileName = `benchmark-${randomUUID()}${extname(name)}`;
  return { ...amount, localName: name, fileName, bytes: new Blob([bytes]) };
}
