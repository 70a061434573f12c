import { describe, expect, it } from 'vitest';
import { TestClock } from '../../../test/clock.ts';
import { createThrottle } from './throttle.ts';

const make = (options: { burst?: number; refillMs?: number; names?: number } = {}) => {
  const clock = new TestClock('2026-11-21T10:00:00Z');
  return { clock, throttle: createThrottle({ clock, burst: 3, refillMs: 60_000, ...options }) };
};

describe('throttle', () => {
  it('allows a burst, then says how long to wait', () => {
    const { throttle } = make();
    expect([1, 2, 3, 4].map(() => throttle.take('ada'))).toEqual([0, 0, 0, 60_000]);
  });

  it('does not count what it refuses', () => {
    const { clock, throttle } = make({ burst: 1 });
    throttle.take('ada');
    for (let attempt = 0; attempt < 100; attempt += 1) throttle.take('ada');
    clock.advance({ seconds: 60 });
    expect(throttle.take('ada')).toBe(0);
  });

  it('gives one more attempt each time, up to the burst', () => {
    const { clock, throttle } = make();
    for (let attempt = 0; attempt < 3; attempt += 1) throttle.take('ada');
    clock.advance({ seconds: 45 });
    expect(throttle.take('ada')).toBe(15_000);
    clock.advance({ seconds: 15 });
    expect(throttle.take('ada')).toBe(0);
    clock.advance({ days: 1 });
    expect([1, 2, 3, 4].map(() => throttle.take('ada'))).toEqual([0, 0, 0, 60_000]);
  });

  it('counts names apart', () => {
    const { throttle } = make({ burst: 1 });
    throttle.take('ada');
    expect(throttle.take('bob')).toBe(0);
    expect(throttle.take('ada')).toBeGreaterThan(0);
  });

  it('takes back an attempt, never beyond the burst', () => {
    const { throttle } = make({ burst: 1 });
    throttle.giveBack('ada');
    throttle.take('ada');
    throttle.giveBack('ada');
    expect([throttle.take('ada'), throttle.take('ada')]).toEqual([0, 60_000]);
  });

  it('forgets the name not seen for longest when there are too many', () => {
    const { throttle } = make({ burst: 1, names: 2 });
    throttle.take('ada');
    throttle.take('bob');
    throttle.take('cyd');
    expect(throttle.take('bob')).toBeGreaterThan(0);
    expect(throttle.take('ada')).toBe(0);
  });

  it('survives a clock that was set back', () => {
    const { clock, throttle } = make({ burst: 1 });
    throttle.take('ada');
    clock.advance({ days: -1 });
    expect(throttle.take('ada')).toBe(60_000);
  });
});
