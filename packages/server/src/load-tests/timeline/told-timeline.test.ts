import { loadTestLimits } from '@taffrail/contract';
import { describe, expect, it } from 'vitest';
import { toToldTimeline, type ToldMoment } from './told-timeline.ts';

const moment = (second: number, over: Partial<ToldMoment> = {}): ToldMoment => ({
  atMs: second * 1_000,
  virtualUsers: 10,
  requestsPerSecond: 5,
  failedPerSecond: 0,
  p95Ms: null,
  ...over,
});

describe('a timeline that a tool tells', () => {
  it('is null where it tells of no moment', () => {
    expect(toToldTimeline([], 1_000)).toBeNull();
  });

  it('has the steps of the tool, and the usual one of a single moment', () => {
    expect(toToldTimeline([moment(3)], 10_000)?.stepSeconds).toBe(10);
    const told = toToldTimeline([moment(15, { p95Ms: 8 }), moment(5), moment(0)], 10_000);
    expect(told).toMatchObject({ stepSeconds: 5, virtualUsers: [10, 10, null, 10] });
    expect(told?.p95Ms).toEqual([null, null, null, 8]);
  });

  it('makes fewer of too many: the highest of users and p95, the mean of rates', () => {
    const told = toToldTimeline(
      Array.from({ length: 2 * loadTestLimits.moments }, (_, second) =>
        moment(second, { virtualUsers: second, requestsPerSecond: second % 2, p95Ms: second }),
      ),
      1_000,
    );
    expect(told?.stepSeconds).toBe(2);
    expect(told?.virtualUsers.slice(0, 3)).toEqual([1, 3, 5]);
    expect(told?.p95Ms.at(-1)).toBe(2 * loadTestLimits.moments - 1);
    expect(new Set(told?.requestsPerSecond)).toEqual(new Set([0.5]));
  });
});
