import type { CountMethod } from '@taffrail/contract';
import type pg from 'pg';
import { ask } from '../platform/db/foreign/ask-database.ts';
import { quoteTable } from '../platform/db/foreign/quote-table.ts';

export interface Counted {
  readonly count: number;
  readonly method: CountMethod;
}

/** Counting so many takes some ten milliseconds, of more it would be felt. */
export const exactUpTo = 100_000;

/**
 * What does Postgres estimate of a table, partitions included? Negative: nothing yet, or a view.
 * Rows of the catalogue by its indexes.
 */
const estimateSql = `
  with recursive parts as (
    select to_regclass($1)::oid as oid
    union all
    select i.inhrelid from pg_inherits i join parts p on p.oid = i.inhparent
  )
  select case when bool_and(c.reltuples >= 0) then sum(c.reltuples)::bigint else -1 end as estimate
  from parts p join pg_class c on c.oid = p.oid
  where c.relkind <> 'p'`;

/** Are there more than can be counted? Reads no more rows than that. */
const countSql = (table: string): string =>
  `select count(*) as count from (select from ${table} limit ${exactUpTo + 1}) as counted`;

/** @throws with 42P01 where there is no such table */
export const countRows = async (product: pg.Pool, table: string): Promise<Counted> => {
  const name = quoteTable(table);
  const [statistics] = await ask<{ estimate: number | null }>(product, estimateSql, [name]);
  const estimate = statistics?.estimate ?? -1;
  if (estimate > 2 * exactUpTo) return { count: estimate, method: 'estimated' };
  const [{ count } = { count: 0 }] = await ask<{ count: number }>(product, countSql(name));
  if (count <= exactUpTo) return { count, method: 'exact' };
  return estimate > exactUpTo
    ? { count: estimate, method: 'estimated' }
    : { count: exactUpTo, method: 'at_least' };
};
