import { type FormatName, failureOf, type Outcome, resultKey, type Task } from '@cloudconvert/core';

type ProcessedOutcome = Extract<Outcome, { readonly status: 'processed' }>;

/** How the conversion of `task` by one attempt ends when it goes well. */
export function aProcessedOutcome(task: Task, attempt: number): ProcessedOutcome {
  const { fileId, revision, newFormat } = task;
  return processedAs(newFormat, fileId, { revision, attempt });
}

function processedAs(
  format: FormatName,
  fileId: string,
  version: { readonly revision: number; readonly attempt: number },
): ProcessedOutcome {
  return {
    status: 'processed',
    result: { key: resultKey(fileId, version), format, size: 1_234_567 },
    warnings: [],
  };
}

/** How a conversion ends whose file is broken. */
export function aFailedOutcome(): Outcome {
  return { status: 'failed', failure: failureOf('damaged') };
}
