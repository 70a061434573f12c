import { sql } from 'kysely';
import type { ProbeFailure } from '@taffrail/contract';
import type { Database } from '../platform/db/database.ts';

export interface BuiltInRow {
  readonly keys: number;
  readonly last_event_at: Date | null;
  readonly last_spans_at: Date | null;
  readonly asked_at: Date | null;
  readonly failure: ProbeFailure | null;
}

/**
 * Who may send batches, when did one come last, and when was the product's database asked? The ends
 * of primary keys, and of span_resources_seen_at; keys are few dozens at most.
 */
export const readBuiltIn = async (db: Database): Promise<BuiltInRow> => {
  const { rows } = await sql<BuiltInRow>`
    select
      (select count(*)::int from api_keys
       where kind = 'ingest' and revoked_at is null and 'batch' = any(scopes)) as keys,
      greatest(
        (select created_at from activity_log order by created_at desc, id desc limit 1),
        (select created_at from api_metrics order by created_at desc, id desc limit 1)
      ) as last_event_at,
      (select seen_at from span_resources order by seen_at desc limit 1) as last_spans_at,
      probe.bucket as asked_at, probe.failure
    from (select) as one
    left join lateral (
      select bucket, failure from database_latency_minutely
      where database = 'product' order by bucket desc limit 1
    ) as probe on true`.execute(db);
  const [row] = rows;
  if (!row) throw new Error('A query without a condition answered no row.');
  return row;
};
