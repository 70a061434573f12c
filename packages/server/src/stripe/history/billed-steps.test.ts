import { describe, expect, it } from 'vitest';
import { changesWithin, intervalOf, toBilledSteps } from './billed-steps.ts';
import type { InvoiceLine } from './invoice-lines.ts';

const day = (text: string): Date => new Date(`${text}T12:30:00Z`);

describe('intervalOf', () => {
  it.each([
    ['2026-01-15', '2026-02-15', 'month', 1],
    ['2026-02-01', '2026-03-01', 'month', 1],
    ['2026-01-31', '2026-02-28', 'month', 1],
    ['2026-02-28', '2026-03-31', 'month', 1],
    ['2024-02-29', '2025-02-28', 'year', 1],
    ['2026-01-15', '2026-04-15', 'month', 3],
    ['2026-01-15', '2028-01-15', 'year', 2],
    ['2026-03-02', '2026-03-30', 'week', 4],
    ['2026-03-02', '2026-03-09', 'week', 1],
    ['2026-03-02', '2026-03-03', 'day', 1],
    ['2026-03-02', '2026-03-12', 'day', 10],
  ])('from %s to %s is a %s, %d of them', (from, to, interval, intervalCount) => {
    expect(intervalOf(day(from), day(to))).toEqual({ interval, intervalCount });
  });
});

const line = (from: string, to: string, amount: number, over: Partial<InvoiceLine> = {}) => ({
  itemId: 'si_1',
  amount,
  startsAt: day(from),
  endsAt: day(to),
  isProration: false,
  isMetered: false,
  ...over,
});
const steps = (...lines: InvoiceLine[]) =>
  toBilledSteps(lines).map(({ at, items }) => [
    at.toISOString().slice(0, 10),
    ...items.map(({ id, price }) => `${id} ${'unitAmount' in price ? price.unitAmount : ''}`),
  ]);

describe('toBilledSteps', () => {
  it('begins a step with each period that was billed', () => {
    expect(
      steps(line('2026-01-15', '2026-02-15', 1_000), line('2026-02-15', '2026-03-15', 2_000)),
    ).toEqual([
      ['2026-01-15', 'si_1 1000'],
      ['2026-02-15', 'si_1 2000'],
    ]);
  });

  it('knows what ran beside, and all lines of tiers', () => {
    expect(
      steps(
        line('2026-01-15', '2027-01-15', 9_000, { itemId: 'year' }),
        line('2026-01-15', '2026-02-15', 1_000),
        line('2026-02-15', '2026-03-15', 700),
        line('2026-02-15', '2026-03-15', 50),
      ),
    ).toEqual([
      ['2026-01-15', 'year 9000', 'si_1 1000'],
      ['2026-02-15', 'year 9000', 'si_1 700', 'si_1 50'],
    ]);
  });

  it('leaves out parts of periods and what was used', () => {
    expect(
      steps(
        line('2026-01-15', '2026-02-15', 1_000),
        line('2026-01-20', '2026-02-15', 500, { isProration: true }),
        line('2025-12-15', '2026-01-15', 77, { isMetered: true }),
      ),
    ).toEqual([['2026-01-15', 'si_1 1000']]);
  });

  it('has nothing in between where nobody was billed', () => {
    expect(
      steps(line('2026-01-15', '2026-02-15', 1_000), line('2026-05-15', '2026-06-15', 1_000)),
    ).toEqual([['2026-01-15', 'si_1 1000'], ['2026-02-15'], ['2026-05-15', 'si_1 1000']]);
  });
});

describe('changesWithin', () => {
  it('is when something was first changed within a period', () => {
    const lines = [
      line('2026-01-25', '2026-02-15', 500, { isProration: true }),
      line('2026-01-20', '2026-02-15', -500, { isProration: true }),
    ];
    expect(changesWithin(lines, day('2026-01-15'), day('2026-02-15'))).toEqual(day('2026-01-20'));
    expect(changesWithin(lines, day('2026-02-15'), day('2026-03-15'))).toBeUndefined();
  });
});
