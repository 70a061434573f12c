import type { Clock } from '../src/platform/clock.ts';

/** In UTC; when most tests take place. */
export const usualDay = '2026-11-21';

/** Stands still until a test moves it. */
export class TestClock implements Clock {
  #now: Date;

  constructor(at: Date | string) {
    this.#now = new Date(at);
  }

  now(): Date {
    return new Date(this.#now);
  }

  set(at: Date | string): void {
    this.#now = new Date(at);
  }

  advance(by: { days?: number; hours?: number; minutes?: number; seconds?: number }): void {
    const { days = 0, hours = 0, minutes = 0, seconds = 0 } = by;
    const total = ((days * 24 + hours) * 60 + minutes) * 60 + seconds;
    this.#now = new Date(this.#now.getTime() + total * 1_000);
  }
}
