import { expect, onTestFinished, test } from 'vitest';
import { connectGcs, GcsDirectDownloads, GcsDirectUploads } from '../src/storage/index.ts';
import { anUpload, origin } from './support/gcs-direct.ts';
import { account, startEmulator } from './support/gcs-emulator.ts';
import { startMetadataServer } from './support/gcs-metadata-server.ts';
import { bucket, impatient, newKey, unavailable } from './support/gcs-storage.ts';

const as = { name: 'a.mp3', mimeType: 'audio/mpeg' };

/** As on a machine of Google's: an account, but no key of it. */
async function openOnMachine(
  behaviour: Parameters<typeof startMetadataServer>[1] = {},
  timing = impatient,
) {
  const { url } = await startEmulator();
  const machine = await startMetadataServer(account, behaviour);
  const { signingEndpoint } = machine;
  const client = connectGcs({ emulatorHost: url, signingEndpoint, timing });
  onTestFinished(() => client.close());
  return { target: { client, bucket }, machine };
}

test('without a key, the IAM Credentials API signs', async () => {
  const { target, machine } = await openOnMachine();

  const url = await new GcsDirectDownloads(target).urlOf(newKey(), as);

  // The emulator knows the signature; only the file is missing.
  expect((await fetch(url)).status).toBe(404);
  expect(machine.signRequests).toEqual([
    { url: `/sign/${account.client_email}:signBlob`, authorization: 'Bearer machine' },
  ]);
});

test('uploads are opened so, too', async () => {
  const { target } = await openOnMachine();

  await expect(new GcsDirectUploads(target, origin).open(anUpload())).resolves.toMatchObject({
    method: 'PUT',
  });
});

test('an account that may not sign leaves the storage unavailable', async () => {
  const { target } = await openOnMachine({ signStatus: 403 });

  const signing = new GcsDirectDownloads(target).urlOf(newKey(), as);

  await expect(signing).rejects.toEqual(unavailable);
  await expect(signing).rejects.toHaveProperty('cause.name', 'SigningError');
});

test('a signer that never answers is not waited for', async () => {
  const { target } = await openOnMachine({ silentAt: '/sign/' }, { ...impatient, sdkMs: 100 });

  const signing = new GcsDirectDownloads(target).urlOf(newKey(), as);

  await expect(signing).rejects.toEqual(unavailable);
});
