import { describe, expect, it } from 'vitest';
import { toCost, weigh } from './weigh.ts';

const rates = { reporting: 'eur', rates: { usd: '0.9' } };
const [one, two, three] = ['a', 'b', 'c'].map((id) => `${id}0000000-0000-4000-8000-000000000000`);
const revenueOf = (organizationId: string | null, minor: number, currency = 'eur') => ({
  customerId: organizationId ?? 'stripe:cus_1',
  organizationId,
  currency,
  minor,
});
const costOf = (organizationId: string | null, costUsd: string) => ({
  organizationId,
  costUsd,
  jobs: 3,
  unpricedJobs: 0,
});

describe('weigh', () => {
  it('puts the largest loss first, and who only pays last', () => {
    const weighed = weigh(
      [revenueOf(one ?? '', 5_000), revenueOf(two ?? '', 100)],
      [costOf(two ?? '', '20.00'), costOf(three ?? '', '1.00000000')],
      rates,
    );
    expect(weighed.map(({ organizationId, margin }) => [organizationId, margin])).toEqual([
      [two, 100 - 1_800],
      [three, -90],
      [one, 5_000],
    ]);
  });

  it('leaves out what nobody can be named of, and what has no rate', () => {
    const weighed = weigh(
      [revenueOf(null, 900), revenueOf(one ?? '', 700, 'sek'), revenueOf(one ?? '', 50)],
      [costOf(null, '7')],
      rates,
    );
    expect(weighed).toEqual([
      expect.objectContaining({ organizationId: one, revenue: 50, costUsd: '0', margin: 50 }),
    ]);
  });

  it('knows no margin without a rate of the dollar, and puts the largest cost first', () => {
    const weighed = weigh(
      [revenueOf(one ?? '', 100)],
      [costOf(two ?? '', '1'), costOf(three ?? '', '2')],
      { reporting: 'eur', rates: {} },
    );
    expect(weighed.map(({ organizationId, margin }) => [organizationId, margin])).toEqual([
      [three, null],
      [two, null],
      [one, null],
    ]);
  });

  it('needs no rate where dollars are reported', () => {
    expect(toCost('12.34500000', { reporting: 'usd', rates: {} })).toBe(1_235);
  });
});
