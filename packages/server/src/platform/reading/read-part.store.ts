import { sql, type RawBuilder } from 'kysely';
import type { Database, Transaction } from '../db/database.ts';
import { allOf, type Access, type Condition } from './access.sql.ts';
import type { Part, Placed } from './read-in-parts.ts';

export interface PartQuery {
  readonly table: string;
  /** What its rows are called in the conditions. */
  readonly alias: string;
  readonly access: Access;
  readonly within: Condition;
  /** Newest first, as the index has them. */
  readonly order: RawBuilder<unknown>;
  /** Columns of the rows, which are called `f`, their time as `created_at`. */
  readonly columns: RawBuilder<unknown>;
  readonly joins: RawBuilder<unknown>;
}

/**
 * Which of the next so many rows that an index gives fulfil the rest of the conditions? Those that do
 * are shown, and the last that was looked at; so the work is bounded, however rare the rows are.
 */
export const readPart = async <Row extends Placed>(
  db: Database | Transaction,
  { table, alias, access, within, order, columns, joins }: PartQuery,
  { look, want }: { readonly look: number; readonly want: number },
): Promise<Part<Row>> => {
  const first = access.by ? allOf([access.by, within]) : within;
  const fits = access.rest.length === 0 ? sql`true` : allOf(access.rest);
  const { rows } = await sql<Row & { readonly place: number; readonly fits: boolean }>`
    with part as (
      select * from ${sql.table(table)} as ${sql.id(alias)}
      where ${first} order by ${order} limit ${look}
    ), checked as (
      select ${sql.id(alias)}.*, (row_number() over (order by ${order}))::int as place,
        coalesce(${fits}, false) as fits
      from part as ${sql.id(alias)}
    ), found as (
      (select * from checked where fits order by place limit ${want})
      union all
      (select * from checked where place = ${look} and not fits)
    )
    select f.place, f.fits, ${columns}
    from found f
    ${joins}
    order by f.place`.execute(db);
  const last = rows.at(-1);
  return {
    rows: rows.filter((row) => row.fits).slice(0, want),
    end: last?.place === look ? { at: last.created_at, id: last.id } : undefined,
  };
};
