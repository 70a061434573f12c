import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Arrival } from '../../inbox/inbox.ts';
import { raise } from '../../platform/http/api-error.ts';

interface SignedBy {
  /** In lower case. */
  readonly header: string;
  /** What stands before the digest. */
  readonly prefix: string;
  /** What its settings call it. */
  readonly secretName: string;
}

const refuse = (message: string) => raise('unauthenticated', { message });

export const signBody = (body: Buffer, secret: string): string =>
  createHmac('sha256', secret).update(body).digest('hex');

/**
 * That whoever knows the secret sent these very bytes: HMAC-SHA256, in hex.
 *
 * @throws `unauthenticated`
 */
export const verifyHmac = (
  { header, prefix, secretName }: SignedBy,
  { headers, body }: Arrival,
  secret: string | undefined,
): void => {
  if (secret === undefined)
    return refuse(`The ${secretName} of this source is not known: set it first.`);
  const given = headers[header];
  if (typeof given !== 'string') return refuse(`The header ${header} is missing.`);
  if (!given.startsWith(prefix) || !/^[\da-f]{64}$/i.test(given.slice(prefix.length)))
    return refuse(`The header ${header} is no signature of the expected form.`);
  const expected = createHmac('sha256', secret).update(body).digest();
  if (!timingSafeEqual(Buffer.from(given.slice(prefix.length), 'hex'), expected))
    return refuse('The signature is not of this body and the known secret.');
};
