import { organizationDimension } from '@taffrail/contract';
import { sql } from 'kysely';
import type { Database, Transaction } from '../../platform/db/database.ts';

export interface SynonymRow {
  readonly dimension: string;
  readonly term_id: number;
  readonly term_label: string;
  readonly into_id: number;
  readonly into_label: string;
}

/** Which terms count as others? search_terms_merged: they were merged by hand, and are few. */
export const listSynonymRows = async (db: Database): Promise<SynonymRow[]> => {
  const { rows } = await sql<SynonymRow>`
    select t.dimension, t.id as term_id, t.label as term_label, k.id as into_id,
      k.label as into_label
    from search_terms t join search_terms k on k.id = t.merged_into
    where t.merged_into is not null
    order by t.dimension, k.label, t.label limit 1000`.execute(db);
  return rows;
};

export interface LockedTerm {
  readonly id: number;
  readonly dimension: string;
  readonly label: string;
  readonly merged_into: number | null;
  /** Others count as it. */
  readonly has_merged: boolean;
}

/** Terms that somebody may merge, held until the transaction ends; in order, so that two wait. */
export const lockTerms = async (
  trx: Transaction,
  ids: readonly number[],
): Promise<LockedTerm[]> => {
  const { rows } = await sql<LockedTerm>`
    select id, dimension, label, merged_into,
      exists (select from search_terms m where m.merged_into = t.id) as has_merged
    from search_terms t
    where id = any(${ids}::integer[]) and value <> '' and dimension <> ${organizationDimension}
    order by id for update`.execute(trx);
  return rows;
};

export const setMergedInto = async (
  trx: Transaction,
  id: number,
  intoId: number | null,
): Promise<void> => {
  await sql`update search_terms set merged_into = ${intoId} where id = ${id}`.execute(trx);
};
