import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { signatureOf } from '../../test/outside/stripe/sign.ts';
import { verifySignature } from './verify-signature.ts';

const now = new Date('2026-11-21T10:00:00Z');
const secret = 'whsec_of_the_test';
const body = Buffer.from('{"id":"evt_1"}');
const good = signatureOf(body, secret, now);

const verify = (header: string | undefined, over: { secret?: string; body?: Buffer } = {}) =>
  verifySignature(
    { headers: { 'stripe-signature': header }, body: over.body ?? body },
    over.secret ?? secret,
    now,
  );
const later = (ms: number): Date => new Date(now.getTime() + ms);

describe('verifySignature', () => {
  it.each([
    ['what Stripe signed', good],
    ['the last second of five minutes', signatureOf(body, secret, later(-300_000))],
    ['a clock that is ahead by less', signatureOf(body, secret, later(300_000))],
    ['one of several, as secrets are rolled', good.replace(',', `,v1=${'a'.repeat(64)},`)],
    ['spaces', good.replaceAll(',', ', ')],
  ])('takes %s', (_, header) => {
    expect(() => verify(header)).not.toThrow();
  });

  it.each([
    ['no header', undefined, /missing/],
    ['an empty one', '', /missing/],
    ['no time', good.replace(/^t=\d+,/, ''), /missing/],
    ['a time that is none', good.replace(/^t=\d+/, 't=soon'), /missing/],
    ['no signature of ours', good.replace('v1=', 'v2='), /missing/],
    [
      'a test’s signature alone',
      good.replace(/v1=[^,]+,v0=0+/, (all) => all.replace(/v1=([^,]+),v0=0+/, 'v0=$1')),
      /missing/,
    ],
    ['another secret', signatureOf(body, 'whsec_of_others', now), /not of this body/],
    ['another body', signatureOf('{}', secret, now), /not of this body/],
    ['another time', good.replace(/^t=\d+/, `t=${now.getTime() / 1_000 - 1}`), /not of this body/],
    ['half a signature', good.replace(/(v1=.{32})[^,]+/, '$1'), /not of this body/],
    ['what is no hex', good.replace(/v1=[^,]+/, 'v1=zz'), /not of this body/],
    ['more than five minutes', signatureOf(body, secret, later(-301_000)), /five minutes/],
    ['more than five minutes ahead', signatureOf(body, secret, later(301_000)), /five minutes/],
  ])('refuses %s', (_, header, message) => {
    expect(() => verify(header)).toThrow(message);
  });

  it('is over the very bytes', () => {
    const odd = Buffer.from([0x7b, 0xff, 0xfe, 0x0a, 0x7d]);
    const time = now.getTime() / 1_000;
    const signed = createHmac('sha256', secret).update(`${time}.`).update(odd).digest('hex');
    expect(() => verify(`t=${time},v1=${signed}`, { body: odd })).not.toThrow();
  });

  it('says that the secret is not known', () => {
    expect(() =>
      verifySignature({ headers: { 'stripe-signature': good }, body }, undefined, now),
    ).toThrow(/signing secret of this source is not known/);
  });
});
