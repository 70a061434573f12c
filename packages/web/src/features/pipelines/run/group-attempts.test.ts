import type { StageExecution } from '@taffrail/contract';
import { expect, it } from 'vitest';
import { groupAttempts } from './group-attempts.ts';

const execution = (id: string, stage: string, attempt: number, createdAt: string) =>
  ({ id, stage, attempt, createdAt }) as StageExecution;

it('shows the latest attempt of each stage, and those before in their order', () => {
  const groups = groupAttempts([
    execution('a', 'search', 1, '2026-11-21T10:00:00.000Z'),
    execution('c', 'search', 3, '2026-11-21T10:02:00.000Z'),
    execution('b', 'search', 2, '2026-11-21T10:05:00.000Z'),
    execution('e', 'rank', 1, '2026-11-21T10:04:00.000Z'),
    execution('d', 'rank', 1, '2026-11-21T10:03:00.000Z'),
  ]);
  expect(
    groups.map(({ stage, latest, earlier }) => [stage, latest.id, earlier.map(({ id }) => id)]),
  ).toEqual([
    ['search', 'c', ['a', 'b']],
    ['rank', 'e', ['d']],
  ]);
});
