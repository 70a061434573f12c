import type { RecentCheckRun } from '@taffrail/contract';
import { expect, it } from 'vitest';
import { groupByCheck } from './group-by-check.ts';

const run = (id: string, name: string, result: RecentCheckRun['result']): RecentCheckRun => ({
  id,
  checkId: `check ${name}`,
  name,
  kind: 'http',
  result,
  message: 'Seen',
  at: '2026-11-21T10:00:00.000Z',
});

it('puts the runs of a check together, oldest first, and what is wrong now before all else', () => {
  const groups = groupByCheck([
    run('5', 'Memory', 'ok'),
    run('4', 'API', 'critical'),
    run('3', 'CPU', 'ok'),
    run('2', 'API', 'ok'),
    run('1', 'CPU', 'critical'),
  ]);
  expect(
    groups.map(({ name, latest, runs }) => [name, latest.id, runs.map(({ id }) => id)]),
  ).toEqual([
    ['API', '4', ['2', '4']],
    ['CPU', '3', ['1', '3']],
    ['Memory', '5', ['5']],
  ]);
});

it('has nothing of nothing', () => {
  expect(groupByCheck([])).toEqual([]);
});
