import { sql } from 'kysely';
import type { Database, Transaction } from '../platform/db/database.ts';

export interface BulkIncidentRow {
  readonly id: string;
  readonly number: number;
  readonly title: string;
  readonly state: string;
}

/** By the primary key. */
export const listBulkRows = async (
  db: Database | Transaction,
  ids: readonly string[],
): Promise<BulkIncidentRow[]> => {
  const { rows } = await sql<BulkIncidentRow>`
    select id, number, title, state from incidents where id = any (${ids}::uuid[])`.execute(db);
  return rows;
};
