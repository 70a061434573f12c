import { describe, expect, it } from 'vitest';
import { exactUsd, monthsSince } from './exact-usd.ts';

describe('exactUsd', () => {
  it.each([
    ['0', '$0.00'],
    ['1234.5', '$1,234.50'],
    ['0.00000012', '$0.00000012'],
    ['-3.125', '−$3.125'],
    ['9007199254740993.01', '$9,007,199,254,740,993.01'],
  ])('%s is %s', (amount, text) => {
    expect(exactUsd(amount)).toBe(text);
  });
});

describe('monthsSince', () => {
  it('begins with the newest, and passes years', () => {
    expect(monthsSince('2025-11-30', '2026-02')).toEqual([
      '2026-02',
      '2026-01',
      '2025-12',
      '2025-11',
    ]);
    expect(monthsSince('2026-02-03', '2026-02')).toEqual(['2026-02']);
  });
});
