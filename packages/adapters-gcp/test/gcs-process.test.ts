import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import {
  lastingDownloadFaults,
  lastingUploadFaults,
  passingDownloadFaults,
  passingUploadFaults,
} from './support/gcs-faults.ts';

const program = fileURLToPath(new URL('support/gcs-fault-run.ts', import.meta.url));

test('a process outlives every fault and ends by itself', async () => {
  const faults = [
    ...passingUploadFaults,
    ...lastingUploadFaults,
    ...passingDownloadFaults,
    ...lastingDownloadFaults,
  ];

  const { stdout } = await promisify(execFile)(process.execPath, [program]);

  expect(stdout.trim()).toBe(`${2 * faults.length} calls ended`);
}, 120_000);
