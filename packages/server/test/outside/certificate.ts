import { generateKeyPairSync, sign } from 'node:crypto';

/** DER, as far as a certificate needs it: a tag, a length, what is in it. */
const tagged = (tag: number, ...parts: readonly Uint8Array[]): Buffer => {
  const content = Buffer.concat(parts);
  if (content.length < 128) return Buffer.concat([Buffer.of(tag, content.length), content]);
  const length = Buffer.of(content.length >> 8, content.length & 0xff);
  return Buffer.concat([Buffer.of(tag, 0x82), length, content]);
};

const sequence = (...parts: readonly Uint8Array[]): Buffer => tagged(0x30, ...parts);
const hex = (text: string): Buffer => Buffer.from(text, 'hex');

// 1.2.840.10045.4.3.2, ecdsa-with-SHA256; commonName; subjectAltName; basicConstraints.
const ecdsaWithSha256 = sequence(hex('06082a8648ce3d040302'));
const commonName = hex('0603550403');
const subjectAltName = hex('0603551d11');
const basicConstraints = hex('0603551d13');

const nameOf = (text: string): Buffer =>
  sequence(tagged(0x31, sequence(commonName, tagged(0x0c, Buffer.from(text)))));

/** GeneralizedTime: 20261121100000Z. */
const timeOf = (at: Date): Buffer =>
  tagged(0x18, Buffer.from(`${at.toISOString().replaceAll(/[-:T]/g, '').slice(0, 14)}Z`));

/** A certificate of its own making for this machine, and its key: as PEM. */
export const makeCertificate = ({
  from,
  to,
  hostname = 'localhost',
}: {
  readonly from: Date;
  readonly to: Date;
  readonly hostname?: string;
}): { cert: string; key: string } => {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  const names = sequence(
    tagged(0x82, Buffer.from(hostname)),
    tagged(0x87, Buffer.of(127, 0, 0, 1)),
  );
  const extensions = sequence(
    sequence(basicConstraints, hex('0101ff'), tagged(0x04, sequence(hex('0101ff')))),
    sequence(subjectAltName, tagged(0x04, names)),
  );
  const toBeSigned = sequence(
    tagged(0xa0, hex('020102')),
    tagged(0x02, Buffer.of(1)),
    ecdsaWithSha256,
    nameOf('Taffrail test'),
    sequence(timeOf(from), timeOf(to)),
    nameOf('Taffrail test'),
    publicKey.export({ type: 'spki', format: 'der' }),
    tagged(0xa3, extensions),
  );
  const signature = sign('sha256', toBeSigned, privateKey);
  const der = sequence(
    toBeSigned,
    ecdsaWithSha256,
    tagged(0x03, Buffer.concat([Buffer.of(0), signature])),
  );
  return {
    cert: `-----BEGIN CERTIFICATE-----\n${der.toString('base64')}\n-----END CERTIFICATE-----\n`,
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
};
