import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fingerprintOf, toKey } from './label-fingerprint.ts';

const labels = fc.dictionary(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), {
  maxKeys: 8,
});

describe('fingerprintOf', () => {
  it('is what Alertmanager 0.25 gave the same labels', () => {
    expect(
      fingerprintOf({
        alertname: 'CertExpiry',
        host: 'münchen.example.com',
        service: 'edge',
        weird: 'a"b\\c\nd',
      }),
    ).toBe('e7d0431a5a14ca19');
    expect(
      fingerprintOf({
        alertname: 'DiskSpaceLow',
        env: 'production',
        instance: 'db-1:9100',
        mountpoint: '/var/lib/postgresql',
        service: 'db',
        severity: 'warning',
      }),
    ).toBe('41cc9e043a93d46e');
    expect(fingerprintOf({})).toBe('cbf29ce484222325');
  });

  it('does not depend on the order of labels', () => {
    fc.assert(
      fc.property(labels, (given) => {
        const turned = Object.fromEntries(Object.entries(given).toReversed());
        expect(fingerprintOf(turned)).toBe(fingerprintOf(given));
      }),
    );
  });

  it('is always 16 digits, and another for other labels', () => {
    const isSame = (a: Record<string, string>, b: Record<string, string>): boolean =>
      Object.keys(a).length === Object.keys(b).length &&
      Object.entries(a).every(([name, value]) => Object.hasOwn(b, name) && b[name] === value);
    fc.assert(
      fc.property(labels, labels, (a, b) => {
        expect(fingerprintOf(a)).toMatch(/^[\da-f]{16}$/);
        expect(fingerprintOf(a) === fingerprintOf(b)).toBe(isSame(a, b));
      }),
    );
  });

  it('keeps names and values apart', () => {
    const variants = [{ ab: 'c' }, { a: 'bc' }, { a: 'b', c: '' }, { '': 'abc' }, { abc: '' }];
    expect(new Set(variants.map((one) => fingerprintOf(one))).size).toBe(variants.length);
  });
});

describe('toKey', () => {
  it('leaves what can be looked up as it is, and keeps all else apart', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary-ascii', maxLength: 220 }),
        fc.string({ unit: 'binary-ascii', maxLength: 220 }),
        (a, b) => {
          for (const key of [toKey(a), toKey(b)]) {
            expect(key.length).toBeLessThanOrEqual(200);
            expect(key.isWellFormed() && !key.includes('\u0000')).toBe(true);
          }
          if (a.isWellFormed() && b.isWellFormed()) expect(toKey(a) === toKey(b)).toBe(a === b);
        },
      ),
      { numRuns: 50 },
    );
    expect(toKey('db-1')).toBe('db-1');
    expect(toKey('\ud800')).toMatch(/^[\da-f]{64}$/);
  });
});
