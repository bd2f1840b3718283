import { generateKeyPairSync } from 'node:crypto';

/** The content of a service account's key file, as far as it signs. */
export interface ServiceAccount {
  readonly type: 'service_account';
  readonly project_id: string;
  readonly private_key_id: string;
  readonly client_email: string;
  readonly private_key: string;
}

/** An account with a new key. */
export function aServiceAccount(): ServiceAccount {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return {
    type: 'service_account',
    project_id: 'demo-test',
    private_key_id: 'test',
    client_email: 'tester@demo-test.iam.gserviceaccount.com',
    private_key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}
