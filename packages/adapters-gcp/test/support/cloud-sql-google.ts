import { createPublicKey } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { Connector } from '@google-cloud/cloud-sql-connector';
import { OAuth2Client } from 'google-auth-library';
import { onTestFinished } from 'vitest';
import { certify, newKeys } from './cloud-sql-certificate.ts';
import { type OnEnd, startInstance } from './cloud-sql-instance.ts';

export const instanceConnectionName = 'project:europe-west1:instance';
export const accessToken = 'ya29.token-of-the-tests';
const hourMs = 3_600_000;

interface CertificateRequest {
  readonly public_key: string;
  readonly access_token?: string;
}

type Address = { readonly type: 'PRIMARY' | 'PRIVATE'; readonly ipAddress: string };

interface GoogleOptions {
  readonly ipAddresses?: readonly Address[];
  /** Whether the API gives the connector a certificate. */
  readonly mayConnect?: boolean;
  /** The test's end unless told. */
  readonly onEnd?: OnEnd;
}

/**
 * Google's connector with an instance and the SQL Admin API (v1beta4) on this machine: the API says
 * where the instance is and which authority to trust, and signs the connector's keys.
 */
export async function startCloudSql({
  ipAddresses = [{ type: 'PRIVATE', ipAddress: '127.0.0.1' }],
  mayConnect = true,
  onEnd = onTestFinished,
}: GoogleOptions = {}) {
  const { publicKey, privateKey } = newKeys();
  const authority = { name: 'Google Cloud SQL Server CA', key: privateKey };
  const ca = certify({ name: authority.name, publicKey, isAuthority: true }, authority);
  const { connections } = await startInstance('project:instance', authority, ca, onEnd);
  const requests: CertificateRequest[] = [];
  const api: AdminApi = {
    connectSettings: () => ({
      region: 'europe-west1',
      databaseVersion: 'POSTGRES_18',
      ipAddresses,
      serverCaCert: { cert: ca, expirationTime: new Date(Date.now() + hourMs).toISOString() },
    }),
    generateEphemeralCert(request) {
      requests.push(request);
      if (!mayConnect) return undefined;
      const subject = { name: 'client', publicKey: createPublicKey(request.public_key) };
      return { ephemeralCert: { cert: certify(subject, authority) } };
    },
  };
  const url = await startAdminApi(api, onEnd);
  const auth = new OAuth2Client();
  auth.setCredentials({ access_token: accessToken, expiry_date: Date.now() + hourMs });
  return { connector: new Connector({ auth, sqlAdminAPIEndpoint: url }), connections, requests };
}

interface AdminApi {
  connectSettings(): object;
  /** Undefined where it isn't allowed. */
  generateEphemeralCert(request: CertificateRequest): object | undefined;
}

async function startAdminApi(api: AdminApi, onEnd: OnEnd): Promise<string> {
  const server = createServer(async (request, response) => {
    const isAllowed = request.headers.authorization === `Bearer ${accessToken}`;
    const answer = isAllowed ? await answerOf(api, request) : undefined;
    response.writeHead(answer ? 200 : 403, { 'Content-Type': 'application/json' });
    response.end(JSON.stringify(answer ?? { error: { code: 403, message: 'Not authorized' } }));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onEnd(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

async function answerOf(api: AdminApi, request: IncomingMessage): Promise<object | undefined> {
  const instance = '/sql/v1beta4/projects/project/instances/instance';
  if (request.url === `${instance}/connectSettings`) return api.connectSettings();
  if (request.url !== `${instance}:generateEphemeralCert`) return undefined;
  return api.generateEphemeralCert((await json(request)) as CertificateRequest);
}
