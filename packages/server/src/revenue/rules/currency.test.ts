import { describe, expect, it } from 'vitest';
import { convert, minorDigits } from './currency.ts';

const rates = { reporting: 'eur', rates: { usd: '0.92', jpy: '0.0061', kwd: '3' } };

describe('convert', () => {
  it.each([
    ['the reporting currency stays', 1_234, 'eur', 1_234],
    ['cents of another', 1_000, 'usd', 920],
    ['yen have no cents', 1_000, 'jpy', 610],
    ['dinars have a thousand parts', 1_000, 'kwd', 300],
    ['half a cent is rounded up', 125, 'usd', 115],
  ])('%s', (_, amount, currency, expected) => {
    expect(convert(amount, currency, rates)).toBe(expected);
  });

  it('says that it cannot convert, rather than dropping it', () => {
    expect(convert(100, 'sek', rates)).toBeUndefined();
  });

  it('knows the digits behind the point', () => {
    expect(['eur', 'jpy', 'kwd'].map(minorDigits)).toEqual([2, 0, 3]);
  });
});
