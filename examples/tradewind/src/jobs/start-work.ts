import { readRequest, type Activity } from '@taffrail/node';
import type { FastifyRequest } from 'fastify';
import { logConsumption, takeCredits } from '../credits/credits.ts';
import { inTransaction, type Transaction } from '../database/pool.ts';
import type { Caller } from '../http/caller.ts';
import type { Tradewind } from '../tradewind.ts';
import { insertJob, type JobKind } from './jobs.store.ts';

interface Work<Started> {
  readonly kind: JobKind;
  readonly credits: number;
  /** Stores what is begun. */
  readonly begin: (tx: Transaction) => Promise<Started>;
  readonly activity: (started: Started) => Activity;
}

/**
 * Begins what takes its time: stored, paid for and queued in one transaction. The job carries trace
 * and session of the request, so that what it logs later joins the same thread.
 *
 * @throws `payment_required`
 */
export const startWork = async <Started extends { readonly id: string }>(
  app: Tradewind,
  request: FastifyRequest,
  caller: Caller,
  { kind, credits, begin, activity }: Work<Started>,
): Promise<Started> => {
  const { organizationId, userId } = caller;
  const context = readRequest(request, 0);
  const { started, entry } = await inTransaction(app.pool, async (tx) => {
    const begun = await begin(tx);
    const resourceId = begun.id;
    const taken = await takeCredits(tx, organizationId, credits, { reason: kind, resourceId });
    const { sessionId, traceId } = context ?? {};
    await insertJob(tx, { kind, organizationId, userId, resourceId, sessionId, traceId });
    return { started: begun, entry: taken };
  });
  app.wakeWorker();
  await app.taffrail.logActivity(caller, activity(started), request);
  await logConsumption(app, caller, entry, request);
  return started;
};
