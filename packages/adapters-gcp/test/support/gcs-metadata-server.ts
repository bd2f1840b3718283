import { sign } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ServiceAccount } from '@cloudconvert/testing-gcp';
import { onTestFinished, vi } from 'vitest';
import { newPath } from './gcs-storage.ts';

const instance = '/computeMetadata/v1/instance/service-accounts/default';

interface SignRequest {
  readonly url: string | undefined;
  readonly authorization: string | undefined;
}

/**
 * What a machine in Google's cloud finds there: a metadata server that names the machine's account and
 * gives out its tokens, and, at `/sign/`, the IAM Credentials API, which signs for it.
 * @param silentAt a part of the paths that are never answered
 */
export async function startMetadataServer(
  account: ServiceAccount,
  { signStatus = 200, silentAt = 'nothing' } = {},
) {
  await forgetOtherAccounts();
  const signRequests: SignRequest[] = [];
  const server = createServer(async (req, res) => {
    const body = await bodyOf(req);
    if (req.url?.includes(silentAt)) return;
    res.setHeader('metadata-flavor', 'Google');
    if (!req.url?.startsWith('/sign/')) return res.end(metadata(account, req.url));
    signRequests.push({ url: req.url, authorization: req.headers.authorization });
    res.writeHead(signStatus, { 'content-type': 'application/json' });
    return res.end(JSON.stringify({ signedBlob: signed(account, body) }));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close().closeAllConnections());
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  vi.stubEnv('GCE_METADATA_HOST', host);
  return { signingEndpoint: `http://${host}/sign/`, signRequests };
}

async function forgetOtherAccounts(): Promise<void> {
  vi.stubEnv('GOOGLE_APPLICATION_CREDENTIALS', undefined);
  vi.stubEnv('CLOUDSDK_CONFIG', await newPath());
  vi.stubEnv('METADATA_SERVER_DETECTION', 'assume-present');
  onTestFinished(() => void vi.unstubAllEnvs());
}

function metadata({ client_email, project_id }: ServiceAccount, url = ''): string {
  if (url.startsWith(`${instance}/token`)) {
    return JSON.stringify({ access_token: 'machine', expires_in: 3600, token_type: 'Bearer' });
  }
  if (url.startsWith(`${instance}/email`)) return client_email;
  return url.includes('universe') ? 'googleapis.com' : project_id;
}

function signed({ private_key }: ServiceAccount, body: string): string {
  const payload = Buffer.from(JSON.parse(body).payload, 'base64');
  return sign('RSA-SHA256', payload, private_key).toString('base64');
}

async function bodyOf(req: IncomingMessage): Promise<string> {
  const pieces: Uint8Array[] = [];
  for await (const piece of req) pieces.push(piece);
  return Buffer.concat(pieces).toString();
}
