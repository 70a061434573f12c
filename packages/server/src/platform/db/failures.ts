import pg from 'pg';

const networkCodes: ReadonlySet<unknown> = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ENOENT',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
]);

/** Written by pg itself, without a code. */
const lostConnection =
  /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|not queryable/;

const codeOf = (error: unknown): unknown =>
  error instanceof Error && 'code' in error ? error.code : undefined;

/** The database is away, starting, stopping or full: sending again later may succeed. */
export const isDatabaseAway = (error: unknown): boolean => {
  if (error instanceof AggregateError) return error.errors.some(isDatabaseAway);
  const code = codeOf(error);
  if (error instanceof pg.DatabaseError || (typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code)))
    // Class 08 connection, 53 resources (disk full, too many connections), 57P shutdown,
    // 58 system error, 25006 read-only (a fail-over under way).
    return typeof code === 'string' && /^(08|53|57P|58|25006)/.test(code);
  return networkCodes.has(code) || (error instanceof Error && lostConnection.test(error.message));
};

/** Two transactions met: the same work succeeds when it is done again. */
export const isTransactionConflict = (error: unknown): boolean =>
  ['40P01', '40001'].includes(String(codeOf(error)));

export const isUniqueViolation = (error: unknown): boolean => codeOf(error) === '23505';

/** A statement ran longer than it may. */
export const isStatementTimeout = (error: unknown): boolean => codeOf(error) === '57014';
