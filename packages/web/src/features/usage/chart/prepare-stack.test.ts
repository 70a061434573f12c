import type { Budget, Usage, UsageSubject } from '@taffrail/contract';
import { describe, expect, it } from 'vitest';
import { labelEvery, prepareStack } from './prepare-stack.ts';

const bar = (day: string, values: number[], previous: number | null): Usage['bars'][number] => ({
  from: day,
  to: day,
  startsAt: `${day}T00:00:00.000Z`,
  endsAt: new Date(Date.parse(day) + 86_400_000).toISOString(),
  values,
  previous,
});
const usage: Pick<Usage, 'bars' | 'series' | 'asOf' | 'range' | 'step'> = {
  asOf: '2026-11-21T10:00:00.000Z',
  step: 'day',
  range: {
    from: '2026-11-20',
    to: '2026-11-21',
    previousFrom: '2026-11-18',
    previousTo: '2026-11-19',
  },
  series: [
    { subject: { key: 'openai', provider: null, customer: null }, total: 3 },
    { subject: { key: null, provider: null, customer: null }, total: 2 },
    { subject: null, total: 1 },
  ],
  bars: [bar('2026-11-20', [2, 1, 1], 6), bar('2026-11-21', [1, 1, 0], null)],
};

const titleOf = (subject: UsageSubject | null): string =>
  subject ? (subject.key ?? 'none') : 'Other';

describe('prepareStack', () => {
  const stack = prepareStack(usage, titleOf, true);

  it('keeps the order of the server, and gives the rest no colour', () => {
    expect(stack.named.map(({ title, colour, total }) => [title, colour, total])).toEqual([
      ['openai', 1, 3],
      ['none', 2, 2],
      ['Other', 0, 1],
    ]);
  });

  it('adds up each bar, and knows which is not over', () => {
    expect(stack.bars.map(({ total, unfinished }) => [total, unfinished])).toEqual([
      [4, false],
      [2, true],
    ]);
    expect(stack.total).toBe(6);
    expect(stack.max).toBe(4);
  });

  it('has room for what the bars are compared with, where they are', () => {
    expect(stack.top).toBe(6);
    const alone = prepareStack(usage, titleOf, false);
    expect(alone.top).toBe(4);
    expect(alone.bars.map(({ previous }) => previous)).toEqual([null, null]);
  });
});

describe('what is ahead', () => {
  const forecast = {
    expectedUsd: '20',
    lowUsd: '18',
    highUsd: '22',
    days: 28,
    toCome: [
      { day: '2026-11-21', costUsd: '2' },
      { day: '2026-11-22', costUsd: '8' },
    ],
  };

  it('fills up today, and adds days where the month is what is drawn', () => {
    const stack = prepareStack(usage, titleOf, false, { forecast, budgets: [] });
    expect(stack.bars.map(({ expected }) => expected)).toEqual([0, 2]);
    expect(stack.toCome).toBe(0);
    const month = { ...usage, range: { ...usage.range, from: '2026-11-01' } };
    const whole = prepareStack(month, titleOf, true, { forecast, budgets: [] });
    expect(whole.bars.map(({ lastDay, total, expected }) => [lastDay, total, expected])).toEqual([
      ['2026-11-20', 4, 0],
      ['2026-11-21', 2, 2],
      ['2026-11-22', 0, 8],
    ]);
    expect([whole.toCome, whole.top, whole.max]).toEqual([1, 8, 4]);
  });

  it('adds nothing to days that are over', () => {
    const later = { ...usage, asOf: '2026-11-23T10:00:00.000Z' };
    const stack = prepareStack(later, titleOf, false, { forecast, budgets: [] });
    expect(stack.bars.map(({ expected }) => expected)).toEqual([0, 0]);
  });

  it('has room for a budget that is not far above', () => {
    const budget = (hardUsd: string): Budget => ({
      id: '0192f000-0000-7000-8000-00000000c01a',
      scope: 'whole',
      organization: null,
      route: null,
      period: 'day',
      softUsd: null,
      hardUsd,
      onUnknown: 'open',
      from: '2026-11-21',
      to: '2026-11-21',
      spentUsd: '2',
      unpricedJobs: 0,
      state: 'within',
      paceUsd: null,
      createdAt: '2026-11-01T00:00:00.000Z',
    });
    const near = prepareStack(usage, titleOf, false, { forecast: null, budgets: [budget('10')] });
    expect([near.top, near.bars[0]?.budget, near.budget?.isAbove]).toEqual([10, 10, false]);
    const far = prepareStack(usage, titleOf, false, { forecast: null, budgets: [budget('99')] });
    expect([far.top, far.budget?.isAbove]).toEqual([4, true]);
  });
});

describe('labelEvery', () => {
  it.each([
    [7, 700, 1],
    [30, 600, 3],
    [30, 0, 1_680],
  ])('%i bars in %i pixels: each of %i', (count, width, every) => {
    expect(labelEvery(count, width, 56)).toBe(every);
  });
});
