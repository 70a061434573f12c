import type { AutofixRun } from '@taffrail/contract';
import { describe, expect, it } from 'vitest';
import { groupByDay } from './group-by-day.ts';

const now = new Date('2026-11-21T10:00:00Z');

const run = (createdAt: string): AutofixRun => ({
  id: createdAt,
  createdAt,
  trigger: 'ci',
  triggerId: null,
  triggerUrl: null,
  outcome: 'skipped',
  title: 'Mend the lint',
  error: null,
  repository: null,
  commitSha: null,
  commitUrl: null,
  workflowUrl: null,
  model: null,
  turns: null,
  durationMs: null,
  costUsd: null,
  verification: null,
  testsPassed: null,
  testsFailed: null,
  workflow: null,
  branch: null,
  fate: null,
  deploy: null,
  reopenedAt: null,
  heldAt: null,
});

const group = (moments: readonly string[], timeZone: string) =>
  groupByDay(moments.map(run), timeZone, now).map(({ title, runs }) => [title, runs.length]);

describe('groupByDay', () => {
  it('has a group for each day of the zone', () => {
    const moments = [
      '2026-11-21T09:00:00Z',
      '2026-11-20T23:30:00Z',
      '2026-11-20T12:00:00Z',
      '2026-11-18T12:00:00Z',
      '2025-12-31T23:30:00Z',
    ];
    expect(group(moments, 'UTC')).toEqual([
      ['Today', 1],
      ['Yesterday', 2],
      ['18 Nov', 1],
      ['31 Dec 2025', 1],
    ]);
    expect(group(moments, 'Europe/Berlin')).toEqual([
      ['Today', 2],
      ['Yesterday', 1],
      ['18 Nov', 1],
      ['1 Jan', 1],
    ]);
  });

  it('knows yesterday across a change of the clocks', () => {
    const later = new Date('2026-10-26T00:30:00+01:00');
    const [day] = groupByDay([run('2026-10-25T02:30:00Z')], 'Europe/Berlin', later);
    expect(day?.title).toBe('Yesterday');
  });

  it('has none of nothing', () => {
    expect(group([], 'UTC')).toEqual([]);
  });
});
