import type { Usage, UsageSubject } from '@taffrail/contract';
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
const usage: Pick<Usage, 'bars' | 'series' | 'asOf'> = {
  asOf: '2026-11-21T10:00:00.000Z',
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

describe('labelEvery', () => {
  it.each([
    [7, 700, 1],
    [30, 600, 3],
    [30, 0, 1_680],
  ])('%i bars in %i pixels: each of %i', (count, width, every) => {
    expect(labelEvery(count, width, 56)).toBe(every);
  });
});
