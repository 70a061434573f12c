import type pg from 'pg';
import { ask } from '../platform/db/foreign/ask-database.ts';
import type { Reference } from './orphans.sql.ts';

/** A foreign key of the product's schema. */
export interface DeclaredKey extends Reference {
  readonly name: string;
  /** As Postgres words it, with NOT VALID. */
  readonly definition: string;
  /** Over periods of time (PostgreSQL 18): equality does not decide. */
  readonly isTemporal: boolean;
}

const columnNames = (relation: string, numbers: string): string => `(
    select json_agg(a.attname order by k.position)
    from unnest(${numbers}) with ordinality as k (number, position)
    join pg_attribute a on a.attrelid = ${relation} and a.attnum = k.number
  )`;

const keyColumns = (relation: string): string => `coalesce((
    select json_agg(a.attname order by k.position)
    from pg_index i cross join unnest(i.indkey) with ordinality as k (number, position)
    join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.number
    where i.indrelid = ${relation} and i.indisprimary
  ), '[]')`;

/** Which foreign keys are declared? Those of partitions are their parent's. The catalogue alone. */
const declaredSql = `
  select c.conname::text as name, pg_get_constraintdef(c.oid) as definition,
    coalesce((to_jsonb(c) ->> 'conperiod')::boolean, false) as "isTemporal",
    c.confmatchtype = 'f' as "isFullMatch",
    n.nspname::text as schema, t.relname::text as table,
    ${columnNames('c.conrelid', 'c.conkey')} as columns,
    rn.nspname::text as "referencedSchema", rt.relname::text as "referencedTable",
    ${columnNames('c.confrelid', 'c.confkey')} as "referencedColumns",
    ${keyColumns('c.conrelid')} as "keyColumns",
    not exists (
      select from pg_attribute a
      where a.attrelid = c.conrelid and a.attnum = any (c.conkey) and a.attnotnull
    ) as "isNullable"
  from pg_constraint c
  join pg_class t on t.oid = c.conrelid
  join pg_namespace n on n.oid = t.relnamespace
  join pg_class rt on rt.oid = c.confrelid
  join pg_namespace rn on rn.oid = rt.relnamespace
  where c.contype = 'f' and c.conparentid = 0
    and n.nspname <> 'information_schema' and n.nspname not like 'pg\\_%'
  order by n.nspname, t.relname, c.conname`;

export const findDeclaredKeys = (product: pg.Pool): Promise<DeclaredKey[]> =>
  ask<DeclaredKey & pg.QueryResultRow>(product, declaredSql);

/** A table that the configuration names, as the schema has it. */
export interface FoundTable {
  readonly schema: string;
  readonly table: string;
  readonly keyColumns: readonly string[];
  readonly nullableColumns: readonly string[];
}

/** What is it that a quoted name means on the search path? By the catalogue's indexes. */
const tableSql = `
  select n.nspname::text as schema, t.relname::text as table,
    ${keyColumns('t.oid')} as "keyColumns",
    coalesce((
      select json_agg(a.attname) from pg_attribute a
      where a.attrelid = t.oid and a.attnum > 0 and not a.attnotnull and not a.attisdropped
    ), '[]') as "nullableColumns"
  from pg_class t join pg_namespace n on n.oid = t.relnamespace
  where t.oid = to_regclass($1)`;

export const findTable = async (
  product: pg.Pool,
  quotedName: string,
): Promise<FoundTable | undefined> =>
  (await ask<FoundTable & pg.QueryResultRow>(product, tableSql, [quotedName]))[0];
