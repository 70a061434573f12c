import { dayMs, hourMs } from '../src/traffic/durations.ts';
import { describe, expect, it } from 'vitest';
import { reportsBetween } from '../src/traffic/around/report-around.ts';
import type { Report, Reporter } from '../src/traffic/around/report.ts';
import { createWorld } from '../src/traffic/world/create-world.ts';

const beginsAt = Date.parse('2026-11-21T15:00:00Z');
const world = createWorld({ seed: 'tradewind', beginsAt, until: beginsAt });
const later = beginsAt + 40 * dayMs;

const by = (reports: readonly Report[], reporter: Reporter): Report[] =>
  reports.filter((report) => report.by === reporter);

/** What a receiver would know it again by. */
const idOf = ({ body, query }: Report): string =>
  query?.['run'] ?? query?.['id'] ?? (body as { id: string }).id;

const past = reportsBetween(world, 0, beginsAt);
const future = reportsBetween(world, beginsAt, later);

describe('what stands around Tradewind', () => {
  it('reports the same again, whatever stretches of time it is asked for', () => {
    const parts = Array.from({ length: 40 }, (_, day) =>
      reportsBetween(world, beginsAt + day * dayMs, beginsAt + (day + 1) * dayMs),
    );
    const ids = (reports: readonly Report[]): string[] => reports.map(idOf).sort();
    expect(ids(parts.flat())).toEqual(ids(future));
    expect(new Set(ids([...past, ...future])).size).toBe(past.length + future.length);
  });

  it('has a past of a year, and goes on', () => {
    for (const reporter of ['stripe', 'loadTests', 'autofix'] as const) {
      expect(by(past, reporter).length).toBeGreaterThan(7);
      expect(by(future, reporter).length).toBeGreaterThan(4);
    }
    expect(by(future, 'autofix')[0]?.at).toBeLessThan(beginsAt + hourMs);
    expect(past.length).toBeLessThan(400);
  });

  it('has cards that fail as the world begins, and are tried again', () => {
    const open = new Map<string, number | null>();
    for (const { body } of by(past, 'stripe')) {
      const { object } = (body as { data: { object: Record<string, unknown> } }).data;
      if (object['object'] === 'invoice')
        open.set(String(object['id']), object['next_payment_attempt'] as number | null);
    }
    const failing = [...open.values()].filter((next) => next !== null);
    expect(failing.length).toBeGreaterThanOrEqual(3);
    for (const next of failing) expect(next * 1_000).toBeGreaterThan(beginsAt);
  });
});
