import { describe, expect, it } from 'vitest';
import { fillEnds, toMeasuredLines } from './measured-lines.ts';

const none = { warningAt: null, criticalAt: null };

it('draws the mean and the highest of steps with several runs', () => {
  const points = [
    { mean: 2, max: 3 },
    { mean: null, max: null },
  ];
  expect(toMeasuredLines(points, none)).toEqual([
    { id: 'mean', title: 'mean', colour: 1, values: [2, null] },
    { id: 'max', title: 'highest', colour: 3, values: [3, null] },
  ]);
});

it('draws one line where each step has one run', () => {
  const lines = toMeasuredLines([{ mean: 2, max: 2 }], none);
  expect(lines).toEqual([{ id: 'mean', title: 'value', colour: 1, values: [2] }]);
});

it('draws thresholds as level lines, those that there are', () => {
  const points = [
    { mean: 1, max: 1 },
    { mean: 4, max: 4 },
  ];
  const lines = toMeasuredLines(points, { warningAt: null, criticalAt: 90 });
  expect(lines.slice(1)).toEqual([
    { id: 'critical', title: 'critical', colour: 2, values: [90, 90] },
  ]);
});

describe('the ends of a range', () => {
  const at = (minute: number): string => `2026-11-21T10:${String(minute).padStart(2, '0')}:00.000Z`;
  const seen = (minute: number) => ({ at: at(minute), mean: 1, max: 1 });
  const range = { from: '2026-11-21T10:00:20.000Z', to: '2026-11-21T10:09:50.000Z' };
  const minutesOf = (points: ReturnType<typeof fillEnds>) =>
    points.map((point) => [new Date(point.at).getUTCMinutes(), point.mean]);

  it('are shown where nothing was measured yet, or any more', () => {
    expect(minutesOf(fillEnds([seen(3), seen(5)], range, 60))).toEqual([
      [1, null],
      [2, null],
      [3, 1],
      [5, 1],
      [6, null],
      [7, null],
      [8, null],
    ]);
  });

  it('are left as they are where something was, and where nothing was at all', () => {
    const points = [seen(0), seen(9)];
    expect(fillEnds(points, range, 60)).toEqual(points);
    expect(fillEnds([], range, 60)).toEqual([]);
  });
});
