import type { TimelineEntry } from '@taffrail/contract';
import { expect, it } from 'vitest';
import { sayEntry } from './timeline-words.ts';

const id = '01a1fd8c-6900-72cf-bae7-d4c8cfb1cb45';
const at = '2026-11-21T10:00:00Z';
const ada = { kind: 'operator', id, label: 'Ada' } as const;
const itself = { kind: 'system', id: null, label: 'Taffrail' } as const;

type RecordEntry = Extract<TimelineEntry, { type: 'record' }>;
const record = (given: Partial<RecordEntry>): RecordEntry => ({
  type: 'record',
  layer: 'states',
  id,
  at,
  kind: 'opened',
  actor: ada,
  note: null,
  alerts: null,
  severity: null,
  cause: null,
  owner: null,
  incidents: [],
  ...given,
});
const named = (count: number, ...names: string[]) => ({
  count,
  named: names.map((name) => ({ id, name })),
});

it.each<[Partial<RecordEntry>, string]>([
  [{ alerts: named(1, 'DiskFull') }, 'Opened by DiskFull'],
  [{ kind: 'alerts_joined', alerts: named(7, 'A', 'B') }, 'Joined by A, B and 5 more'],
  [
    { kind: 'severity_raised', severity: { from: 'info', to: 'critical' } },
    'Raised from info to critical',
  ],
  [{ kind: 'acknowledged' }, 'Ada acknowledged it'],
  [{ kind: 'resolved', cause: 'data' }, 'Ada resolved it: the data'],
  [{ kind: 'resolved', cause: 'unknown' }, 'Ada resolved it'],
  [{ kind: 'resolved', actor: itself }, 'Resolved by itself: the last of its alerts is over'],
  [
    { kind: 'resolved', alerts: named(1, 'DiskFull') },
    'Ada resolved it with the last of its alerts',
  ],
  [{ kind: 'alerts_resolved', actor: itself, alerts: named(1, 'DiskFull') }, 'Over: DiskFull'],
  [{ kind: 'alerts_resolved', alerts: named(1, 'DiskFull') }, 'Ada resolved DiskFull'],
  [
    { kind: 'reopened', actor: itself, alerts: named(1, 'DiskFull') },
    'Reopened: DiskFull fired again',
  ],
  [{ kind: 'assigned', owner: 'Bob' }, 'Ada gave it to Bob'],
  [{ kind: 'assigned', owner: 'Ada' }, 'Ada took it'],
  [{ kind: 'assigned', owner: null }, 'Ada took it from its owner'],
  [{ kind: 'merged', incidents: [{ id, number: 7 }] }, 'Ada merged #7 into it'],
])('says of %j what happened', (given, text) => {
  expect(sayEntry(record(given)).text).toBe(text);
});

it('says what a stage came to, and why', () => {
  const stage = {
    type: 'stage',
    layer: 'stages',
    id,
    at,
    runId: id,
    stage: 'notify',
    status: 'failed',
    reason: null,
    attempt: 2,
    durationMs: 1_200,
    errorType: 'TimeoutError',
    errorMessage: 'No answer.',
  } as const;
  expect(sayEntry(stage)).toEqual({
    status: 'error',
    text: 'Stage notify failed in 1.2 s, attempt 2',
    more: 'TimeoutError: No answer.',
  });
  expect(
    sayEntry({ ...stage, status: 'skipped', reason: 'nothing_found', attempt: 1 }),
  ).toMatchObject({ text: 'Stage notify skipped', more: expect.stringContaining('nothing') });
});

it('says who was told, or why nobody was', () => {
  const told = {
    type: 'notification',
    layer: 'notifications',
    id,
    at,
    runId: id,
    channel: 'On call',
    state: 'sent',
    attempt: 1,
    reason: null,
  } as const;
  expect(sayEntry(told)).toEqual({ status: 'ok', text: 'Sent to On call', more: null });
  expect(sayEntry({ ...told, channel: null, state: 'unrouted', reason: 'no_route' })).toEqual({
    status: 'warning',
    text: 'No route leads anywhere',
    more: 'no route',
  });
});
