import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';

/** Who vouches for certificates. */
export interface Authority {
  readonly name: string;
  readonly key: KeyObject;
}

interface Subject {
  readonly name: string;
  readonly publicKey: KeyObject;
  readonly isAuthority?: boolean;
}

/** Types of ASN.1 by their DER tags (ITU-T X.690, 8). */
const tags = {
  boolean: 0x01,
  integer: 0x02,
  bits: 0x03,
  octets: 0x04,
  utf8: 0x0c,
  time: 0x18,
  sequence: 0x30,
  set: 0x31,
  version: 0xa0,
  extensions: 0xa3,
};

const commonName = Buffer.from('0603550403', 'hex');
const basicConstraints = Buffer.from('0603551d13', 'hex');
const ecdsaWithSha256 = der('sequence', Buffer.from('06082a8648ce3d040302', 'hex'));
const yes = der('boolean', Buffer.from([0xff]));
const hourMs = 3_600_000;
let lastSerial = 0;

export function newKeys() {
  return generateKeyPairSync('ec', { namedCurve: 'P-256' });
}

/** An X.509 certificate (RFC 5280, 4.1) of the next hour, as PEM. */
export function certify({ name, publicKey, isAuthority = false }: Subject, by: Authority): string {
  lastSerial += 1;
  const content = der(
    'sequence',
    der('version', integer(2)),
    integer(lastSerial),
    ecdsaWithSha256,
    nameOf(by.name),
    der('sequence', time(Date.now() - hourMs), time(Date.now() + hourMs)),
    nameOf(name),
    publicKey.export({ type: 'spki', format: 'der' }),
    der('extensions', der('sequence', constraints(isAuthority))),
  );
  const signature = Buffer.concat([Buffer.from([0]), sign('sha256', content, by.key)]);
  return pem(der('sequence', content, ecdsaWithSha256, der('bits', signature)));
}

function der(type: keyof typeof tags, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  return Buffer.concat([Buffer.from([tags[type], ...lengthOf(content)]), content]);
}

/** X.690, 8.1.3: short below 128, else the number of bytes first. */
function lengthOf({ length }: Buffer): readonly number[] {
  if (length < 128) return [length];
  return length < 256 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
}

function integer(value: number): Buffer {
  return der('integer', Buffer.from([value]));
}

function time(milliseconds: number): Buffer {
  const digits = new Date(milliseconds).toISOString().replaceAll(/[-:T]|\.\d+/g, '');
  return der('time', Buffer.from(digits));
}

function nameOf(name: string): Buffer {
  const attribute = der('sequence', commonName, der('utf8', Buffer.from(name)));
  return der('sequence', der('set', attribute));
}

function constraints(isAuthority: boolean): Buffer {
  const value = isAuthority ? der('sequence', yes) : der('sequence');
  return der('sequence', basicConstraints, yes, der('octets', value));
}

function pem(certificate: Buffer): string {
  const lines = certificate.toString('base64').match(/.{1,64}/g) ?? [];
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n');
}
