import pg from 'pg';
import { isDatabaseAway, isStatementTimeout } from '../failures.ts';

/**
 * Why a database did not answer: nobody was there, it did not let us in, it takes nobody now
 * (starting, stopping, full), it took too long, what was asked about is not there, it may not be
 * read, or something else.
 */
export type QueryFailure =
  | 'unreachable'
  | 'refused'
  | 'unavailable'
  | 'timed_out'
  | 'missing'
  | 'not_allowed'
  | 'failed';

const isTimeout = (error: unknown): boolean =>
  isStatementTimeout(error) ||
  (error instanceof Error &&
    /^Query read timeout|timeout exceeded|connection timeout/.test(error.message));

export const toQueryFailure = (error: unknown): QueryFailure => {
  if (isTimeout(error)) return 'timed_out';
  if (!(error instanceof pg.DatabaseError)) return isDatabaseAway(error) ? 'unreachable' : 'failed';
  const { code = '' } = error;
  // Class 28: who we are; 3D: no such database.
  if (/^(28|3D)/.test(code)) return 'refused';
  if (code === '42501') return 'not_allowed';
  // No such schema, table, column.
  if (/^(3F000|42P01|42703)$/.test(code)) return 'missing';
  return isDatabaseAway(error) ? 'unavailable' : 'failed';
};
