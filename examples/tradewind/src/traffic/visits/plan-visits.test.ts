import { describe, expect, it } from 'vitest';
import { dayMs, hourMs, minuteMs } from '../durations.ts';
import { createWorld } from '../world/create-world.ts';
import { visitsBetween } from './plan-visits.ts';
import type { Visit } from './step.ts';

/** A Saturday. */
const beginsAt = Date.parse('2026-11-21T00:00:00Z');

const plan = (seed: string, from: number, until: number): Visit[] =>
  createWorld({ seed, beginsAt, until }).customers.flatMap((customer) =>
    visitsBetween(seed, customer, from, until),
  );

const tuesday = beginsAt + 3 * dayMs;
const nextDay = tuesday + dayMs;

describe('a seed', () => {
  it('plans the same visits again, step by step', () => {
    expect(plan('one', tuesday, nextDay)).toEqual(plan('one', tuesday, nextDay));
  });

  it('plans others than another', () => {
    const ids = new Set(plan('one', tuesday, nextDay).map(({ id }) => id));
    const others = plan('another', tuesday, nextDay);
    expect(others.length).toBeGreaterThan(100);
    expect(others.filter(({ id }) => ids.has(id))).toEqual([]);
  });

  it('plans a day as it plans its parts', () => {
    const noon = tuesday + 12 * hourMs;
    const parts = [...plan('one', tuesday, noon), ...plan('one', noon, nextDay)];
    const byId = (a: Visit, b: Visit): number => (a.id < b.id ? -1 : 1);
    expect(parts.sort(byId)).toEqual(plan('one', tuesday, nextDay).sort(byId));
  });
});

/** Of a week that begins on Saturday at midnight: how many steps fall into each stretch. */
const stepsPer = (seed: string, stretchMs: number): number[] => {
  const counts = Array.from({ length: (7 * dayMs) / stretchMs }, () => 0);
  for (const visit of plan(seed, beginsAt - hourMs, beginsAt + 7 * dayMs)) {
    let { at } = visit;
    for (const { afterMs } of visit.steps) {
      at += afterMs;
      const stretch = Math.floor((at - beginsAt) / stretchMs);
      if (stretch in counts) counts[stretch] = (counts[stretch] ?? 0) + 1;
    }
  }
  return counts;
};

const sumOf = (counts: readonly number[], from: number, until: number): number =>
  counts.slice(from, until).reduce((sum, count) => sum + count, 0);

describe.each(['tradewind', 'another'])('a week of %s', (seed) => {
  it('has something to see whenever one looks', () => {
    expect(Math.min(...stepsPer(seed, hourMs))).toBeGreaterThan(2.5 * 60);
    expect(stepsPer(seed, 10 * minuteMs)).not.toContain(0);
  });

  it('has days and nights, working days and weekends', () => {
    const byHour = stepsPer(seed, hourMs);
    const ofSunday = sumOf(byHour, 24, 48);
    const ofTuesday = sumOf(byHour, 72, 96);
    expect(ofTuesday).toBeGreaterThan(1.4 * ofSunday);
    const atNight = sumOf(byHour, 72, 76);
    const byDay = sumOf(byHour, 72 + 8, 72 + 12);
    expect(byDay).toBeGreaterThan(1.7 * atNight);
  });
});
