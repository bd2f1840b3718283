import { describe } from 'vitest';
import { testCopying } from './file-storage/copying.ts';
import { testHashing } from './file-storage/hashing.ts';
import { testDeleting, testListing } from './file-storage/listing.ts';
import { testFetching, testStoring } from './file-storage/moving.ts';
import type { FileStorageContractOptions } from './file-storage/options.ts';
import { testAbortedReading, testReading } from './file-storage/reading.ts';
import { testFullness, testTrouble } from './file-storage/trouble.ts';
import { testUnfinishedWriting, testWriting } from './file-storage/writing.ts';

/** The law of `FileStorage`, as tests of one implementation. */
export function fileStorageContract(name: string, options: FileStorageContractOptions): void {
  const { open, openUnreachable, openSmall } = options;
  describe(`${name} keeps the law of FileStorage`, () => {
    describe('write', () => {
      testWriting(open);
      testUnfinishedWriting(open);
    });
    describe('read', () => {
      testReading(open);
      testAbortedReading(open);
    });
    describe('fetchTo', () => testFetching(open));
    describe('storeFrom', () => testStoring(open));
    describe('copy', () => testCopying(open));
    describe('md5', () => testHashing(open));
    describe('delete', () => testDeleting(open));
    describe('list', () => testListing(open));
    describe('in trouble', () => testTrouble(open, openUnreachable));
    if (openSmall !== 'grows without limit') describe('when full', () => testFullness(openSmall));
  });
}
