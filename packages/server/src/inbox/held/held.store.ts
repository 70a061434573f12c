import { sql } from 'kysely';
import type { Transaction } from '../../platform/db/database.ts';

/**
 * Which of these sources are disabled still? Nobody enables them before the transaction ends, so that
 * what is held of them is found by whoever releases it: the primary key.
 */
export const lockDisabled = async (
  tx: Transaction,
  sourceIds: readonly string[],
): Promise<ReadonlySet<string>> => {
  if (sourceIds.length === 0) return new Set();
  const { rows } = await sql<{ id: string }>`
    select id from sources
    where id = any(${sourceIds}::uuid[]) and disabled_at is not null
    order by id for share`.execute(tx);
  return new Set(rows.map(({ id }) => id));
};

/** The primary key. */
export const findSourceKind = async (tx: Transaction, id: string): Promise<string> =>
  (await tx.selectFrom('sources').select('kind').where('id', '=', id).executeTakeFirstOrThrow())
    .kind;

/** Lets the oldest that are held of a source wait to be read, unless it is disabled again: inbox_held. */
export const releaseRows = async (
  tx: Transaction,
  sourceId: string,
  limit: number,
): Promise<number> => {
  const result = await sql`
    update inbox i set state = 'waiting'
    from (
      select received_at, id from inbox
      where source_id = ${sourceId} and state = 'held'
        and exists (select from sources where id = ${sourceId} and disabled_at is null)
      order by received_at, id limit ${limit} for update
    ) as held
    where i.received_at = held.received_at and i.id = held.id`.execute(tx);
  return Number(result.numAffectedRows ?? 0);
};
