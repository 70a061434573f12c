import type { SourceKind } from '@taffrail/contract';
import { sql } from 'kysely';
import type { Database, Transaction } from '../platform/db/database.ts';
import { generalReading, urgentKinds, urgentReading } from './reading-tasks.ts';

/** How many wait or are poisoned, and since when? The index inbox_state. */
export const readDepthRows = (db: Database, kind: SourceKind | undefined) => {
  let query = db
    .selectFrom('inbox')
    .select(({ fn }) => [
      'state',
      fn.countAll<number>().as('count'),
      fn.min('received_at').as('oldest_at'),
    ])
    .where('state', 'in', ['waiting', 'poisoned'])
    .groupBy('state');
  if (kind !== undefined) query = query.where('kind', '=', kind);
  return query.execute();
};

/** Lets the oldest poisoned ones wait again, each with its job; index inbox_state. */
export const replayPoisonedRows = async (
  tx: Transaction,
  wanted: { kind: SourceKind | undefined; poisonedUntil: Date; limit: number },
): Promise<number> => {
  const { kind = null, poisonedUntil, limit } = wanted;
  const { rows } = await sql<{ count: number }>`
    with chosen as (
      select received_at, id from inbox
      where state = 'poisoned' and processed_at <= ${poisonedUntil}
        and (${kind}::text is null or kind = ${kind})
      order by received_at, id limit ${limit} for update skip locked
    ), waiting as (
      update inbox i set state = 'waiting', reason = null, attempts = 0, processed_at = null
      from chosen c where i.received_at = c.received_at and i.id = c.id
      returning i.id, i.received_at, i.kind
    ), enqueued as (
      select enqueue_job(
        case
          when kind = any(${urgentKinds}::text[]) then ${urgentReading.one}
          else ${generalReading.one}
        end,
        json_build_object(
          'id', id,
          'receivedAt', to_char(received_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
        ),
        'delivery:' || id
      ) from waiting
    )
    select count(*)::int as count from enqueued`.execute(tx);
  return rows[0]?.count ?? 0;
};
