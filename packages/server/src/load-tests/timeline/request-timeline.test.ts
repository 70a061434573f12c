import { loadTestLimits } from '@taffrail/contract';
import { describe, expect, it } from 'vitest';
import { RequestTimeline } from './request-timeline.ts';

const start = Date.parse('2026-11-21T09:00:00Z');
const after = (seconds: number): Date => new Date(start + seconds * 1_000);
const sum = (values: readonly (number | null)[]): number =>
  values.reduce<number>((total, value) => total + (value ?? 0), 0);

describe('a timeline of requests', () => {
  it('is null of a run of which nothing came', () => {
    expect(new RequestTimeline().toTimeline()).toBeNull();
  });

  it('tells of each second, and nothing of one without a request', () => {
    const timeline = new RequestTimeline();
    timeline.addUsers(after(0), 4);
    timeline.addUsers(after(0.5), 5);
    for (const ms of [10, 20, 900]) {
      timeline.addRequests(after(0.2), 1);
      timeline.addDuration(after(0.2), ms);
      timeline.addFailed(after(0.2), ms === 900);
    }
    timeline.addRequests(after(2), 2);
    expect(timeline.toTimeline()).toEqual({
      stepSeconds: 1,
      virtualUsers: [5, null, null],
      requestsPerSecond: [3, null, 2],
      failedPerSecond: [1, null, null],
      p95Ms: [expect.closeTo(900, -2), null, null],
    });
  });

  it('takes longer steps the longer a run is, and loses no request', () => {
    const timeline = new RequestTimeline();
    const seconds = 3_600;
    for (let second = 0; second <= seconds; second += 1) {
      timeline.addUsers(after(second), second);
      timeline.addRequests(after(second), 10);
      timeline.addFailed(after(second), second % 2 === 0);
    }
    const told = timeline.toTimeline();
    if (!told) throw new Error('There is something to tell.');
    expect(told.stepSeconds).toBe(16);
    expect(told.requestsPerSecond.length).toBeLessThanOrEqual(loadTestLimits.moments);
    expect(told.virtualUsers.at(-1)).toBe(seconds);
    expect(told.requestsPerSecond.slice(1, -1).every((rate) => rate === 10)).toBe(true);
    expect(sum(told.failedPerSecond) / told.failedPerSecond.length).toBeCloseTo(0.5, 1);
  });

  it('takes requests in any order, and the rate of a part of a moment is of that part', () => {
    const timeline = new RequestTimeline();
    for (const second of [300, 10, 0]) timeline.addRequests(after(second), 6);
    const told = timeline.toTimeline();
    expect(told?.stepSeconds).toBe(2);
    expect(told?.requestsPerSecond).toHaveLength(151);
    expect(told?.requestsPerSecond[0]).toBe(3);
    // The last began when the run ended.
    expect(told?.requestsPerSecond.at(-1)).toBe(6);
  });
});
