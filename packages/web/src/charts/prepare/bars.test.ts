import { describe, expect, it } from 'vitest';
import {
  barAt,
  barEdges,
  prepareBars,
  seriesPath,
  summarizeBars,
  type CountBucket,
} from './bars.ts';
import { countTicks } from './ticks.ts';

const now = new Date('2026-11-21T12:30:00Z');
const hour = (at: string, counts: Record<string, number>): CountBucket => ({
  at: `2026-11-21T${at}:00:00Z`,
  counts,
});
const prepare = (...buckets: CountBucket[]) =>
  prepareBars({ buckets, stepSeconds: 3600, titleOf: (id) => id.toUpperCase(), now });

describe('prepareBars', () => {
  it('ranks the series by their totals and stacks in that order', () => {
    const { series, bars, max, total } = prepare(hour('10', { a: 1, b: 5 }), hour('11', { a: 2 }));
    expect(series.map(({ title, total, colour }) => [title, total, colour])).toEqual([
      ['B', 5, 1],
      ['A', 3, 2],
    ]);
    expect(bars.map(({ values }) => values)).toEqual([
      [5, 1],
      [0, 2],
    ]);
    expect([max, total]).toEqual([6, 8]);
  });

  it('keeps six series, and of more the five largest and the rest as Other', () => {
    const six = { a: 6, b: 5, c: 4, d: 3, e: 2, f: 1 };
    expect(
      prepare(hour('10', six))
        .series.map(({ id }) => id)
        .join(''),
    ).toBe('abcdef');
    const { series, bars } = prepare(hour('10', { ...six, g: 1 }));
    expect(series.at(-1)).toMatchObject({ title: 'Other', total: 2, colour: 0 });
    expect(bars[0]?.values).toEqual([6, 5, 4, 3, 2, 2]);
  });

  it('counts some kinds as Other whatever their size', () => {
    const { series } = prepareBars({
      buckets: [hour('10', { a: 1, other: 9 })],
      stepSeconds: 3600,
      titleOf: (id) => id,
      others: ['other'],
      now,
    });
    expect(series.map(({ ids, total, colour }) => [ids, total, colour])).toEqual([
      [['a'], 1, 1],
      [['other'], 9, 0],
    ]);
  });

  it('gives each kind the colour that it wishes for, the larger one first', () => {
    expect(coloursOf({ a: 1 })).toEqual({ a: 3 });
    expect(coloursOf({ a: 1, b: 9, d: 5 })).toEqual({ b: 2, d: 1, a: 3 });
    expect(coloursOf({ a: 1, c: 2 })).toEqual({ c: 3, a: 1 });
  });

  it('leaves out series without a count', () => {
    expect(prepare(hour('10', { a: 0 })).series).toEqual([]);
  });

  it('knows the bucket that is not over yet', () => {
    const { bars } = prepare(hour('11', { a: 1 }), hour('12', { a: 1 }));
    expect(bars.map(({ unfinished }) => unfinished)).toEqual([false, true]);
  });
});

const coloursOf = (counts: Record<string, number>): Record<string, number> =>
  Object.fromEntries(
    prepareBars({
      buckets: [hour('10', counts)],
      stepSeconds: 3600,
      titleOf: (id) => id,
      colours: { a: 3, b: 2, c: 3 },
      now,
    }).series.map(({ id, colour }) => [id, colour]),
  );

const time = ({ from }: { from: Date }): string => from.toISOString().slice(11, 16);

describe('summarizeBars', () => {
  it('names the total and the peak', () => {
    const bars = prepare(hour('10', { a: 1 }), hour('11', { a: 1200 }));
    expect(summarizeBars(bars, 'actions', time)).toBe('1,201 actions; peak on 11:00 (1,200).');
  });
  it('calls a count that ended early a minimum', () => {
    const bars = prepare(hour('10', { a: 10_000 }));
    expect(summarizeBars(bars, 'actions', time, false)).toBe('At least 10,000 actions.');
  });
  it('says when there is nothing', () => {
    expect(summarizeBars(prepare(hour('10', {})), 'actions', time)).toBe(
      'No actions in this range.',
    );
  });
});

describe('barEdges', () => {
  it('fills the width in whole pixels without a hole or an overlap', () => {
    for (const count of [1, 7, 96, 200]) {
      const edges = barEdges(count, 1103);
      expect(edges).toHaveLength(count);
      for (const [index, edge] of edges.entries()) {
        expect(Number.isInteger(edge.x) && edge.width >= 1).toBe(true);
        expect(edge.x + edge.width).toBeLessThanOrEqual(edges[index + 1]?.x ?? 1103);
      }
    }
  });
  it('keeps each bar at least a pixel wide when there are more bars than pixels', () => {
    expect(barEdges(200, 100).every(({ width }) => width >= 1)).toBe(true);
  });
});

describe('seriesPath', () => {
  it('stacks a series on those before it, and shows even the smallest count', () => {
    const { bars } = prepare(hour('10', { a: 50, b: 25 }));
    const edges = [{ x: 0, width: 10 }];
    expect(seriesPath(bars, 0, edges, 100, 100)).toBe('M0 100V50h10V100z');
    expect(seriesPath(bars, 1, edges, 100, 100)).toBe('M0 50V25h10V50z');
    const tiny = prepare(hour('10', { a: 1 }));
    expect(seriesPath(tiny.bars, 0, edges, 100, 10_000)).toBe('M0 100V99h10V100z');
  });
});

describe('barAt', () => {
  it.each([
    [0, 0],
    [99.9, 9],
    [100, 9],
    [-5, 0],
    [50, 5],
  ])('finds at %d the bar %d', (x, index) => {
    expect(barAt(x, 100, 10)).toBe(index);
  });
});

describe('countTicks', () => {
  it.each([
    [0, [0]],
    [1, [0, 1]],
    [3, [0, 1, 2, 3]],
    [7, [0, 2, 4, 6, 8]],
    [100, [0, 50, 100]],
    [210, [0, 100, 200, 300]],
    [1243, [0, 500, 1000, 1500]],
  ])('goes up to %d by %j', (max, ticks) => {
    expect(countTicks(max)).toEqual(ticks);
  });
});
