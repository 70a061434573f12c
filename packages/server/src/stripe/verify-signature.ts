import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Arrival } from '../inbox/inbox.ts';
import { raise } from '../platform/http/api-error.ts';

/** Stripe's own libraries take as much. */
const toleranceMs = 300_000;

const refuse = (message: string) => raise('unauthenticated', { message });

/** `t=1764000000,v1=<hex>,v1=<hex>,v0=<hex>`: several while secrets are rolled, and v0 is a test's. */
const readHeader = (header: string) => {
  const parts = header.split(',').map((part) => part.trim().split('='));
  const valuesOf = (name: string) =>
    parts.flatMap(([key, value]) => (key === name && value !== undefined ? [value] : []));
  return { time: valuesOf('t')[0], signatures: valuesOf('v1') };
};

/**
 * That Stripe sent it, and just now. https://docs.stripe.com/webhooks#verify-manually
 *
 * @throws `unauthenticated`
 */
export const verifySignature = (
  { headers, body }: Arrival,
  secret: string | undefined,
  now: Date,
): void => {
  if (secret === undefined)
    return refuse('The signing secret of this source is not known: set it first (whsec_…).');
  const { time, signatures } = readHeader([headers['stripe-signature'] ?? ''].flat().join(','));
  if (time === undefined || !/^\d{1,12}$/.test(time) || signatures.length === 0)
    return refuse('The header Stripe-Signature is missing or cannot be read.');
  const expected = createHmac('sha256', secret).update(`${time}.`).update(body).digest();
  const isSigned = signatures.some((hex) => {
    const given = Buffer.from(hex, 'hex');
    return given.length === expected.length && timingSafeEqual(given, expected);
  });
  if (!isSigned) return refuse('The signature is not of this body and the known secret.');
  if (Math.abs(now.getTime() - Number(time) * 1_000) > toleranceMs)
    return refuse('The signature is more than five minutes old, or ahead.');
};
