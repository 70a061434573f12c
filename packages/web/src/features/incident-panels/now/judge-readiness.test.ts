import type { DashboardIncidents } from '@taffrail/contract';
import { describe, expect, it } from 'vitest';
import { judgeReadiness } from './judge-readiness.ts';

type Given = DashboardIncidents['readiness'];

const now = new Date('2026-11-21T10:00:00Z');
const well: Given = {
  channels: { enabled: 2, tested: 2 },
  inbox: { waiting: 0, oldestWaitingAt: null, poisoned: 0 },
  heartbeats: { watched: 3, fresh: 3 },
};
const judge = (given: Partial<Given>) =>
  judgeReadiness({ ...well, ...given }, now).map(({ part, status, text }) => [part, status, text]);

describe('judgeReadiness', () => {
  it('finds all well', () => {
    expect(judge({})).toEqual([
      ['inbox', 'ok', 'Nothing waits'],
      ['heartbeats', 'ok', 'All 3 in time'],
      ['channels', 'ok', 'All 2 tested'],
    ]);
  });

  it.each<[string, Given['inbox'], string, string]>([
    [
      'a busy moment',
      { waiting: 3, oldestWaitingAt: '2026-11-21T09:59:58Z', poisoned: 0 },
      'ok',
      '3 deliveries waiting, the oldest for 2 s',
    ],
    [
      'a slow one',
      { waiting: 1, oldestWaitingAt: '2026-11-21T09:58:00Z', poisoned: 0 },
      'warning',
      '1 delivery waiting, the oldest for 2 min',
    ],
    [
      'one that is stuck',
      { waiting: 1, oldestWaitingAt: '2026-11-21T09:00:00Z', poisoned: 4 },
      'error',
      '1 delivery waiting, the oldest for 1 h; 4 could not be read',
    ],
    [
      'a clock ahead',
      { waiting: 1, oldestWaitingAt: '2026-11-21T10:00:03Z', poisoned: 0 },
      'ok',
      '1 delivery waiting, the oldest for 0 ms',
    ],
    [
      'what cannot be read',
      { waiting: 0, oldestWaitingAt: null, poisoned: 2 },
      'warning',
      'Nothing waits; 2 could not be read',
    ],
  ])('tells of %s', (_, inbox, status, text) => {
    expect(judge({ inbox })[0]).toEqual(['inbox', status, text]);
  });

  it('tells of heartbeats that did not come, and of channels that may not work', () => {
    expect(judge({ heartbeats: { watched: 3, fresh: 1 } })[1]).toEqual([
      'heartbeats',
      'error',
      '2 of 3 overdue',
    ]);
    expect(judge({ heartbeats: { watched: 0, fresh: 0 } })[1]?.[1]).toBe('idle');
    expect(judge({ channels: { enabled: 2, tested: 1 } })[2]).toEqual([
      'channels',
      'warning',
      '1 of 2 tested',
    ]);
    expect(judge({ channels: { enabled: 0, tested: 0 } })[2]?.[1]).toBe('warning');
  });
});
