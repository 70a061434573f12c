import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keepSample, scrubSecrets } from './scrub-secrets.ts';

const letters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'.split('');
/** Marked, so that no part of a template is taken for it. */
const secret = fc
  .string({ unit: fc.constantFrom(...letters), minLength: 12, maxLength: 40 })
  .map((text) => `Zq9${text}`);
const name = fc.constantFrom(
  'password',
  'passwd',
  'client_secret',
  'apiKey',
  'api_key',
  'X-Auth-Token',
  'access_token',
  'sessionId',
  'Cookie',
  'Authorization',
  'privateKey',
  'x-amz-signature',
);
const template = fc.constantFrom<(name: string, secret: string) => string>(
  (key, value) => `https://shop.test/x?limit=5&${key}=${value}&page=2`,
  (key, value) => JSON.stringify({ user: { [key]: value, plan: 'team' } }),
  (key, value) => JSON.stringify({ body: JSON.stringify({ [key]: value }) }),
  (key, value) => `{'${key}': '${value}'}`,
  (key, value) => `${key}: ${value}\r\nAccept: */*`,
  (_, value) => `Authorization: Bearer ${value}`,
  (_, value) => `curl https://user:${value}@shop.test/`,
  (_, value) => `token eyJhbGciOi.${value}.${value}`,
  (_, value) => `charged with sk_live_${value}`,
  (_, value) => `-----BEGIN RSA PRIVATE KEY-----\n${value}\n-----END RSA PRIVATE KEY-----`,
);
const around = fc.string({ maxLength: 200 }).filter((text) => !text.includes('Zq9'));

describe('scrubSecrets', () => {
  it('leaves nothing of a secret, wherever it stands', () => {
    fc.assert(
      fc.property(name, secret, template, around, (key, value, write, text) => {
        expect(scrubSecrets(`${text}\n${write(key, value)}\n${text}`)).not.toContain(value);
      }),
    );
  });

  it('leaves what is none', () => {
    const plain =
      '{"error":"Lead 7 is closed","code":"conflict","requestId":"0190c1f2","author":"Ann"} at https://shop.test/leads?limit=5';
    expect(scrubSecrets(plain)).toBe(plain);
  });

  it('keeps what stands around a secret', () => {
    expect(scrubSecrets('{"token":"abc","error":"gone"}')).toBe(
      '{"token":"[scrubbed]","error":"gone"}',
    );
    expect(scrubSecrets('/x?api_key=abc&page=2')).toBe('/x?api_key=[scrubbed]&page=2');
  });
});

describe('keepSample', () => {
  it('keeps 4 kB at most, storable, and no half of a secret', () => {
    fc.assert(
      fc.property(
        fc.nat(6_000),
        fc.constantFrom('x', 'é', '😀', '\u0000', '\ud800'),
        secret,
        (length, filler, value) => {
          const kept = keepSample(
            `${filler.repeat(length)} password=${value} ${filler.repeat(length)}`,
          );
          expect(Buffer.byteLength(kept)).toBeLessThanOrEqual(4_096);
          expect(kept.isWellFormed()).toBe(true);
          expect(kept).not.toContain('\u0000');
          expect(kept).not.toContain(value.slice(0, 8));
        },
      ),
    );
  });

  it('looks at a large body for no longer than at a small one', () => {
    expect(keepSample('token'.repeat(2_000_000))).toHaveLength(4_096);
  });
});
