import { expect, it } from 'vitest';
import { lastedMs, nextStep, type Standing } from './incident-words.ts';

const standing: Standing = {
  state: 'acknowledged',
  owner: null,
  alerts: { total: 1, firing: 1 },
  lastRun: null,
  mergedInto: null,
  resolvedByItself: false,
};
const run = {
  id: '01a1fd8c-6900-72cf-bae7-d4c8cfb1cb45',
  createdAt: '2026-11-21T10:00:00Z',
  errorType: null,
  stages: [],
};

it.each<[Partial<Standing>, string | null]>([
  [{ state: 'open' }, 'Acknowledge it'],
  [{}, 'Find the cause, then resolve'],
  [{ alerts: { total: 2, firing: 0 } }, 'Nothing fires: resolve it'],
  [{ lastRun: { ...run, status: 'failed' } }, 'Look at the failed run'],
  [{ lastRun: { ...run, status: 'succeeded' } }, 'Find the cause, then resolve'],
  [{ state: 'resolved' }, 'Close it'],
  [{ state: 'resolved', resolvedByItself: true }, 'See what it was, then close'],
  [{ state: 'closed' }, null],
  [
    { state: 'closed', mergedInto: { id: run.id, number: 7, title: 'x', state: 'open' } },
    'Goes on as #7',
  ],
])('says what comes next of %j', (given, step) => {
  expect(nextStep({ ...standing, ...given })).toBe(step);
});

it('counts how long an incident lasts until it is resolved', () => {
  const now = new Date('2026-11-21T11:00:00Z');
  const openedAt = '2026-11-21T10:00:00Z';
  expect(lastedMs({ openedAt, resolvedAt: null }, now)).toBe(3_600_000);
  expect(lastedMs({ openedAt, resolvedAt: '2026-11-21T10:10:00Z' }, now)).toBe(600_000);
});
