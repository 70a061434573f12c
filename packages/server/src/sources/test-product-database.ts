import type { RouteAnswer, testProductDatabase } from '@taffrail/contract';
import { recordAudit, type AuditSource } from '../access/audit.ts';
import { startStopwatch } from '../platform/clock.ts';
import { raise } from '../platform/http/api-error.ts';
import type { AppContext } from '../slice.ts';
import { askSomethingSmall } from './product-database.store.ts';

/** Asks it now; no answer is an answer, too. */
export const tryProductDatabase = async (
  { db, clock, productDatabase }: Pick<AppContext, 'db' | 'clock' | 'productDatabase'>,
  by: AuditSource,
): Promise<RouteAnswer<typeof testProductDatabase>> => {
  const pool =
    productDatabase ?? raise('conflict', { message: 'There is no PRODUCT_DATABASE_URL.' });
  const elapsedMs = startStopwatch();
  const answer = await askSomethingSmall(pool);
  const durationMs = Math.round(elapsedMs());
  const failure = answer.ok ? null : answer.failure;
  await recordAudit(db, clock, { by, action: 'product_database.tested', after: { failure } });
  return { failure, durationMs };
};
