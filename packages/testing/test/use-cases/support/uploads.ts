import {
  type OpenUploadRequest,
  type PendingUpload,
  type SubmitUploadRequest,
  type Task,
  uploadKey,
} from '@cloudconvert/core';
import { sound, stream, type World } from './world.ts';

/** Opens an upload for as many bytes as `sound` has. */
export async function announce(
  world: World,
  userId: number,
  overrides: Partial<OpenUploadRequest> = {},
): Promise<PendingUpload> {
  const file = { fileName: 'song.wav', size: sound.length, contentType: 'audio/wav' };
  const request = { userId, ...file, newFormat: 'ogg', ...overrides };
  return (await world.openUpload.execute(request)).upload;
}

/** What a storage does that takes bytes from clients by itself: it looks at none of them. */
export async function send(
  { storage }: World,
  { id }: PendingUpload,
  bytes: Uint8Array = sound,
): Promise<void> {
  await storage.write(uploadKey(id), stream(bytes));
}

export function claim(
  { submitUpload }: World,
  { userId, id: uploadId }: PendingUpload,
  overrides: Partial<SubmitUploadRequest> = {},
): Promise<Task> {
  const request = { userId, uploadId, newFormat: 'ogg', options: {}, requestId: 'r1' };
  return submitUpload.execute({ ...request, ...overrides });
}
