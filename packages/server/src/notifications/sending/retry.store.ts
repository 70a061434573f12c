import { sql } from 'kysely';
import type { Database, Transaction } from '../../platform/db/database.ts';
import type { Place } from './notifications.store.ts';

export const retryTask = 'retry_notification';

export interface RetriedRow extends Place {
  readonly kind: string;
  readonly state: string;
  readonly reason: string | null;
  readonly channel_id: string | null;
  readonly run_id: string | null;
  readonly incident_id: string | null;
  readonly alert_id: string | null;
  readonly trace_id: string | null;
  readonly attempt: number;
  readonly digest_id: string | null;
  /** Whether its channel was tried again, or told, since. */
  readonly is_superseded: boolean;
}

/** What was it, and what came after it in its run? notifications_id, then notifications_run. */
export const findRetried = async (
  db: Database | Transaction,
  id: string,
): Promise<RetriedRow | undefined> => {
  const { rows } = await sql<RetriedRow>`
    select n.id, n.created_at, n.kind, n.state, n.reason, n.channel_id, n.run_id, n.incident_id,
      n.alert_id, n.trace_id, n.attempt, n.digest_id,
      exists (
        select from notifications later
        where later.run_id = n.run_id and later.channel_id = n.channel_id
          and later.attempt > n.attempt
      ) as is_superseded
    from notifications n
    where n.id = ${id}::uuid`.execute(db);
  return rows[0];
};

/** By a request, which may add jobs by this function only. */
export const enqueueRetry = async (tx: Transaction, id: string): Promise<void> => {
  const payload = JSON.stringify({ id });
  await sql`select enqueue_job(${retryTask}, ${payload}::json, ${`${retryTask}:${id}`})`.execute(
    tx,
  );
};
