import { DomainError, uploadNotFound } from '@cloudconvert/core';

const taskId = /^[1-9]\d{0,14}$/;
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** @throws DomainError `not_found`: what can't be the id of a task names none. */
export function parseTaskId(text: unknown): number {
  if (typeof text === 'string' && taskId.test(text)) return Number(text);
  throw new DomainError('not_found', 'You have no task of this id');
}

/** @throws DomainError `not_found` */
export function parseFileId(text: unknown): string {
  const id = parseUuid(text);
  if (id === undefined) throw new DomainError('not_found', 'There is no such file');
  return id;
}

/** @throws DomainError `not_found` */
export function parseUploadId(text: unknown): string {
  const id = parseUuid(text);
  if (id === undefined) throw uploadNotFound();
  return id;
}

function parseUuid(text: unknown): string | undefined {
  return typeof text === 'string' && uuid.test(text) ? text.toLowerCase() : undefined;
}
