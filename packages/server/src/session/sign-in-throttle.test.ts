import { describe, expect, it } from 'vitest';
import { TestClock } from '../../test/clock.ts';
import { createSignInThrottle } from './sign-in-throttle.ts';

const start = () => {
  const clock = new TestClock('2026-11-21T10:00:00Z');
  return { clock, throttle: createSignInThrottle(clock) };
};
const tooMany = (retryAfterSeconds: number) =>
  expect.objectContaining({ code: 'too_many_requests', retryAfterSeconds });

describe('attempts to sign in', () => {
  it('are ten at once for a person from a network, then one a minute', () => {
    const { clock, throttle } = start();
    for (let attempt = 0; attempt < 10; attempt += 1) throttle.begin('ada', '10.0.0.1');
    expect(() => throttle.begin('ada', '10.0.0.1')).toThrow(tooMany(60));
    expect(() => throttle.begin('bob', '10.0.0.1')).not.toThrow();
    expect(() => throttle.begin('ada', '10.0.0.2')).not.toThrow();
    clock.advance({ seconds: 60 });
    expect(() => throttle.begin('ada', '10.0.0.1')).not.toThrow();
  });

  it('are fifty at once for a person from wherever, then one in ten seconds', () => {
    const { clock, throttle } = start();
    for (let attempt = 0; attempt < 50; attempt += 1) throttle.begin('ada', `10.0.0.${attempt}`);
    expect(() => throttle.begin('ada', '10.0.1.1')).toThrow(tooMany(10));
    clock.advance({ seconds: 10 });
    expect(() => throttle.begin('ada', '10.0.1.1')).not.toThrow();
  });

  it('are twenty at once from a network, then one in fifteen seconds', () => {
    const { clock, throttle } = start();
    for (let attempt = 0; attempt < 20; attempt += 1) throttle.begin(`ada${attempt}`, '10.0.0.1');
    expect(() => throttle.begin('bob', '10.0.0.1')).toThrow(tooMany(15));
    clock.advance({ seconds: 15 });
    expect(() => throttle.begin('bob', '10.0.0.1')).not.toThrow();
  });

  it('use up nothing when they are refused', () => {
    const { throttle } = start();
    for (let attempt = 0; attempt < 50; attempt += 1) throttle.begin('ada', `10.0.0.${attempt}`);
    for (let attempt = 0; attempt < 50; attempt += 1)
      expect(() => throttle.begin('ada', '10.9.9.9')).toThrow(tooMany(10));
    for (let attempt = 0; attempt < 10; attempt += 1)
      expect(() => throttle.begin('bob', '10.9.9.9')).not.toThrow();
  });

  it('count for nothing once they succeed', () => {
    const { throttle } = start();
    for (let attempt = 0; attempt < 50; attempt += 1) {
      throttle.begin('ada', '10.0.0.1');
      throttle.succeed('ada', '10.0.0.1');
    }
    expect(() => throttle.begin('ada', '10.0.0.1')).not.toThrow();
  });
});

describe('failures', () => {
  it('are recorded a hundred at once, then two a minute, with how many were not', () => {
    const { clock, throttle } = start();
    const noted = Array.from({ length: 120 }, () => throttle.noteFailure());
    expect(noted.filter(({ isRecorded }) => isRecorded)).toHaveLength(100);
    clock.advance({ seconds: 30 });
    expect(throttle.noteFailure()).toEqual({ isRecorded: true, unrecorded: 20 });
    clock.advance({ seconds: 30 });
    expect(throttle.noteFailure()).toEqual({ isRecorded: true, unrecorded: 0 });
  });
});
