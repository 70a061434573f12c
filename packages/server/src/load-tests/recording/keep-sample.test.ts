import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keepSample } from './keep-sample.ts';

const secret = fc.stringMatching(/^[A-Za-z0-9]{12,40}$/).map((text) => `Zq9${text}`);

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
