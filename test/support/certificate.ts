import { generateKeyPairSync, sign } from 'node:crypto';

/** A private key and the certificate for it, both PEM. */
export type TestCertificate = { readonly key: string; readonly cert: string };

/** One DER element: tag, length, content (X.690). */
function der(tag: number, ...contents: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(contents);
  if (content.length < 128) return Buffer.concat([Buffer.from([tag, content.length]), content]);
  const size =
    content.length < 256 ? [0x81, content.length] : [0x82, content.length >> 8, content.length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

const sequence = (...contents: readonly Uint8Array[]): Buffer => der(0x30, ...contents);
const hex = (text: string): Buffer => Buffer.from(text.replaceAll(' ', ''), 'hex');

const ECDSA_WITH_SHA256 = sequence(der(0x06, hex('2a 86 48 ce 3d 04 03 02')));
const COMMON_NAME = der(0x06, hex('55 04 03'));
const SUBJECT_ALT_NAME = der(0x06, hex('55 1d 11'));
const BASIC_CONSTRAINTS = der(0x06, hex('55 1d 13'));

function time(atMs: number): Buffer {
  const digits = new Date(atMs).toISOString().replace(/\D/g, '').slice(2, 14);
  return der(0x17, Buffer.from(`${digits}Z`));
}

function altName(host: string): Buffer {
  return /^[\d.]+$/.test(host)
    ? der(0x87, Buffer.from(host.split('.').map(Number)))
    : der(0x82, Buffer.from(host));
}

function pem(label: string, bytes: Buffer): string {
  const lines = bytes.toString('base64').match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n');
}

/** A self-signed certificate for a host name or an IPv4 address, made on the spot so that no key lies in the repository (RFC 5280). */
export function makeCertificate(host: string, fromMs: number, untilMs: number): TestCertificate {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  const name = sequence(der(0x31, sequence(COMMON_NAME, der(0x0c, Buffer.from('Galla test')))));
  const extensions = sequence(
    sequence(BASIC_CONSTRAINTS, der(0x01, hex('ff')), der(0x04, sequence(der(0x01, hex('ff'))))),
    sequence(SUBJECT_ALT_NAME, der(0x04, sequence(altName(host)))),
  );
  const body = sequence(
    der(0xa0, der(0x02, hex('02'))),
    der(0x02, hex('01')),
    ECDSA_WITH_SHA256,
    name,
    sequence(time(fromMs), time(untilMs)),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, extensions),
  );
  const signature = sign('sha256', body, privateKey);
  const cert = sequence(body, ECDSA_WITH_SHA256, der(0x03, hex('00'), signature));
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: pem('CERTIFICATE', cert),
  };
}
