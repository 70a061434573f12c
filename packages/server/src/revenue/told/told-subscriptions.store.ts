import { sql } from 'kysely';
import type { Transaction } from '../../platform/db/database.ts';

interface ToldRow {
  readonly organization_id: string;
  readonly at: Date;
  readonly record: unknown;
}

/** Takes out what was told first, in its order: the primary key's. */
export const takeTold = async (tx: Transaction, limit: number): Promise<ToldRow[]> => {
  const { rows } = await sql<ToldRow>`
    with taken as (
      delete from told_subscriptions
      where (received_at, ordinal, id) in (
        select received_at, ordinal, id from told_subscriptions
        order by received_at, ordinal, id limit ${limit}
      )
      returning *
    )
    select organization_id, at, record from taken order by received_at, ordinal, id`.execute(tx);
  return rows;
};
