import type {
  getStageExecution,
  ListedExecution,
  RouteAnswer,
  StageExecution,
} from '@taffrail/contract';
import type { Clock } from '../../platform/clock.ts';
import type { Database } from '../../platform/db/database.ts';
import { raise } from '../../platform/http/api-error.ts';
import { toStage } from '../runs/to-run.ts';
import { listAttempts, type ListedRow } from './executions.store.ts';

/** Of a run that nobody told of, nothing is known but what its stages say. */
const toExecution = (row: ListedRow, now: Date): StageExecution =>
  toStage(
    row,
    { status: row.run_status ?? 'running', heard_at: row.run_heard_at ?? row.created_at },
    now,
  );

export const toListedExecution = (row: ListedRow, now: Date): ListedExecution => {
  const { attributes: _, ...execution } = toExecution(row, now);
  return execution;
};

/** @throws `not_found` */
export const readExecution = async (
  { db, clock }: { readonly db: Database; readonly clock: Clock },
  runId: string,
  id: string,
): Promise<RouteAnswer<typeof getStageExecution>> => {
  const now = clock.now();
  const rows = await listAttempts(db, runId, id);
  const attempts = rows.map((row) => toExecution(row, now));
  const execution = attempts.find((attempt) => attempt.id === id) ?? raise('not_found');
  return {
    ...execution,
    attempts: attempts.map(({ id: attemptId, attempt, status, createdAt }) => ({
      id: attemptId,
      attempt,
      status,
      createdAt,
    })),
  };
};
