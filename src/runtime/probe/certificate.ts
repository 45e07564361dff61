/**
 * A certificate for `localhost`, made on the spot, so that no key has to be shipped.
 * In: nothing. Out: a key and a self-signed X.509 certificate in PEM, valid from yesterday for a week.
 * Invariant: it is written to no place by this module, and is another one for each run.
 * Blind spot: clients that insist on a certificate authority that does not sign for itself.
 */
import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';

export interface Certificate {
  readonly key: string;
  readonly certificate: string;
}

const DAY_MS = 86_400_000;

/** Object identifiers in DER: ecdsa-with-SHA256, commonName, subjectAltName, basicConstraints. */
const ids = {
  ecdsaWithSha256: '06082a8648ce3d040302', commonName: '0603550403', subjectAltName: '0603551d11', basicConstraints: '0603551d13',
} as const;

/** Makes a certificate for `localhost` and 127.0.0.1. */
export function makeCertificate(): Certificate {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const algorithm = sequence(Buffer.from(ids.ecdsaWithSha256, 'hex'));
  const name = sequence(der(0x31, sequence(Buffer.from(ids.commonName, 'hex'), der(0x0c, Buffer.from('localhost')))));
  const names = sequence(der(0x82, Buffer.from('localhost')), der(0x87, Buffer.from([127, 0, 0, 1])));
  const isAuthority = sequence(der(0x01, Buffer.from([0xff])));
  const extensions = sequence(
    sequence(Buffer.from(ids.subjectAltName, 'hex'), der(0x04, names)),
    sequence(Buffer.from(ids.basicConstraints, 'hex'), der(0x01, Buffer.from([0xff])), der(0x04, isAuthority)),
  );
  const now = Date.now();
  const content = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    // A serial number is positive.
    der(0x02, Buffer.concat([Buffer.from([0x40]), randomBytes(8)])),
    algorithm, name, sequence(time(now - DAY_MS), time(now + 7 * DAY_MS)), name,
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, extensions),
  );
  const signature = sign('sha256', content, privateKey);
  const bytes = sequence(content, algorithm, der(0x03, Buffer.concat([Buffer.from([0]), signature])));
  // Without an empty line, which no reader takes.
  const lines = bytes.toString('base64').match(/.{1,64}/g) ?? [];
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    certificate: `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`,
  };
}

function sequence(...parts: readonly Buffer[]): Buffer {
  return der(0x30, Buffer.concat(parts));
}

/** A value with its tag and length. */
function der(tag: number, value: Buffer): Buffer {
  const { length } = value;
  const size = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), value]);
}

/** UTCTime: YYMMDDhhmmssZ. */
function time(milliseconds: number): Buffer {
  return der(0x17, Buffer.from(`${new Date(milliseconds).toISOString().replace(/\D/g, '').slice(2, 14)}Z`));
}
