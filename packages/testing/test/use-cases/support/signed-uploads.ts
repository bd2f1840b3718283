import type { DirectUploads, PendingUpload, UploadLinks, UploadTarget } from '@cloudconvert/core';

/** What a genuine URL says of itself. */
export const genuine = { signature: 'genuine' };

/** Opens URLs that it knows again, and shows for which uploads. */
export class SignedUploads implements DirectUploads, UploadLinks {
  readonly opened: PendingUpload[] = [];

  async open(upload: PendingUpload): Promise<UploadTarget> {
    this.opened.push(upload);
    const url = `https://example.com/uploads/${upload.id}?${new URLSearchParams(genuine)}`;
    return { method: 'PUT', url, headers: { 'content-type': upload.contentType } };
  }

  verify(_: string, { signature }: Readonly<Record<string, unknown>>): boolean {
    return signature === genuine.signature;
  }
}
