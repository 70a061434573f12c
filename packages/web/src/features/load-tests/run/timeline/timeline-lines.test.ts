import { describe, expect, it } from 'vitest';
import { toDrawn } from '../../../../charts/prepare/time-series.ts';
import { endOf, momentsOf, toTimelineLines } from './timeline-lines.ts';

const timeline = {
  stepSeconds: 2,
  virtualUsers: [10, 50, null],
  requestsPerSecond: [4, 8, 2],
  failedPerSecond: [0, 0, 0],
  p95Ms: [null, null, null],
};

describe('the lines of a run', () => {
  it('are each as high as the picture, and in words of their own', () => {
    const { lines, untold } = toTimelineLines(timeline);
    expect(lines.map(({ title, own }) => [title, own?.format(own.top)])).toEqual([
      ['Virtual users', '50'],
      ['Requests', '8/s'],
      ['Errors', '0/s'],
    ]);
    expect(untold).toEqual(['p95']);
    expect(toDrawn(lines).map(({ values }) => values)).toEqual([
      [0.2, 1, null],
      [0.5, 1, 0.25],
      [0, 0, 0],
    ]);
  });

  it('begin and end with the run', () => {
    expect(momentsOf(timeline, new Date('2026-11-21T09:00:59.500Z'))).toEqual([
      '2026-11-21T09:00:59.500Z',
      '2026-11-21T09:01:01.500Z',
      '2026-11-21T09:01:03.500Z',
    ]);
    expect(endOf(timeline, new Date('2026-11-21T09:00:59.500Z'))).toBe('2026-11-21T09:01:05.500Z');
  });
});
