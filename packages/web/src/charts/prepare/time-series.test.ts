import { describe, expect, it } from 'vitest';
import {
  alignValues,
  findMain,
  highestOf,
  momentAt,
  placeLabels,
  summarizeLine,
  toMomentSpans,
  toStrokes,
  type TimeLine,
} from './time-series.ts';

const hours = (count: number, first = '2026-11-21T00:00:00.000Z'): string[] =>
  Array.from({ length: count }, (_, index) =>
    new Date(Date.parse(first) + index * 3_600_000).toISOString(),
  );
const spansOf = (count: number, now = '2026-11-22T00:00:00Z') =>
  toMomentSpans(hours(count), 3_600, new Date(now));
const line = (values: (number | null)[], more: Partial<TimeLine> = {}): TimeLine => ({
  id: 'p95',
  title: 'p95',
  colour: 2,
  values,
  ...more,
});

describe('toMomentSpans', () => {
  it('lets each last until the next, and the last for a step', () => {
    const days = ['2026-10-24T22:00:00.000Z', '2026-10-25T23:00:00.000Z'];
    const spans = toMomentSpans(days, 86_400, new Date('2026-10-26T10:00:00Z'));
    expect(spans.map(({ to, unfinished }) => [to.toISOString(), unfinished])).toEqual([
      ['2026-10-25T23:00:00.000Z', false],
      ['2026-10-26T23:00:00.000Z', true],
    ]);
  });
});

describe('alignValues', () => {
  const dayMs = 86_400_000;
  const before = (values: (number | null)[], first = '2026-11-20T00:00:00.000Z') =>
    hours(values.length, first).map((at, index) => ({ at, value: values[index] ?? null }));

  it('puts values where they were in their own period', () => {
    expect(alignValues(hours(3), before([1, null, 3]), dayMs, 3_600)).toEqual([1, null, 3]);
  });

  it('knows nothing where the other period has no moment', () => {
    expect(alignValues(hours(3), before([1]), dayMs, 3_600)).toEqual([1, null, null]);
    expect(alignValues(hours(2), [], dayMs, 3_600)).toEqual([null, null]);
  });

  it('takes the nearest where periods begin a little apart', () => {
    const late = before([1, 2, 3], '2026-11-19T23:50:00.000Z');
    expect(alignValues(hours(3), late, dayMs, 3_600)).toEqual([1, 2, 3]);
  });
});

describe('toStrokes', () => {
  it('draws a gap as a gap, and a value alone as a point', () => {
    const [stroke] = toStrokes([line([1, 2, null, 4, null])], spansOf(5));
    expect(stroke).toEqual({
      colour: 2,
      look: 'line',
      values: [1, 2, null, 4, null],
      alone: [3],
    });
  });

  it('draws what is not over yet apart, from the last that is', () => {
    const strokes = toStrokes([line([1, 2, 3])], spansOf(3, '2026-11-21T02:30:00Z'));
    expect(strokes.map(({ look, values }) => [look, values])).toEqual([
      ['line', [1, 2, null]],
      ['unfinished', [null, 2, 3]],
    ]);
  });

  it('draws the period before first, so that it lies below', () => {
    const lines = [line([1], { previous: [9] }), line([2], { id: 'p50', previous: [8] })];
    expect(toStrokes(lines, spansOf(1)).map(({ look }) => look)).toEqual([
      'previous',
      'previous',
      'line',
      'line',
    ]);
    expect(highestOf(toStrokes(lines, spansOf(1)))).toBe(9);
  });

  it('has no height without values', () => {
    expect(highestOf(toStrokes([line([null, null])], spansOf(2)))).toBe(0);
  });
});

describe('findMain', () => {
  const unknown = { ...line([null, null]), id: 'unknown' };
  const known = { ...line([null, 5]), id: 'known' };

  it('is the line that was asked for, or the first of which something is known', () => {
    expect(findMain([unknown, known], 'unknown')).toBe(unknown);
    expect(findMain([unknown, known])).toBe(known);
    expect(findMain([unknown])).toBe(unknown);
    expect(findMain([])).toBeUndefined();
  });
});

describe('summarizeLine', () => {
  const say = (values: (number | null)[], now?: string): string =>
    summarizeLine(
      line(values),
      spansOf(values.length, now),
      (value) => `${value} ms`,
      ({ from }) => from.toISOString().slice(11, 16),
    );

  it('says the range and where the peak is', () => {
    expect(say([5, 80, 12])).toBe('p95 between 5 ms and 80 ms, highest on 01:00.');
  });

  it('says of how much nothing is known, but for what is not over yet', () => {
    expect(say([5, null, 80, null], '2026-11-21T03:10:00Z')).toBe(
      'p95 between 5 ms and 80 ms, highest on 02:00; no data in 1 of 4 hours.',
    );
  });

  it('says one value where there is one, and nothing where there is none', () => {
    expect(say([5, 5])).toBe('p95 of 5 ms.');
    expect(say([null])).toBe('Nothing is known of this range.');
  });
});

describe('momentAt', () => {
  it.each([
    ['2026-11-20T00:00:00Z', 0],
    ['2026-11-21T01:00:00Z', 1],
    ['2026-11-21T01:59:59Z', 1],
    ['2026-11-23T00:00:00Z', 2],
  ])('finds %s in moment %i', (at, index) => {
    expect(momentAt(spansOf(3), Date.parse(at))).toBe(index);
  });
});

describe('placeLabels', () => {
  it.each([
    [
      [10, 50, 80],
      [10, 50, 80],
    ],
    [
      [50, 50, 50],
      [50, 64, 78],
    ],
    [
      [90, 10],
      [86, 10],
    ],
    [
      [95, 96, 97],
      [58, 72, 86],
    ],
  ])('places %j at %j', (wanted, placed) => {
    expect(placeLabels(wanted, 14, 100)).toEqual(placed);
  });
});
