import { ownLogSource, type SystemLogFilter } from '@taffrail/contract';
import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { Database, Transaction } from '../platform/db/database.ts';
import { containing } from '../platform/db/like.ts';
import type { Cursor } from '../platform/http/cursor.ts';
import type { Part } from '../platform/reading/read-in-parts.ts';

export interface SystemLogRow {
  readonly created_at: Date;
  readonly id: string;
  readonly level: string;
  readonly source: string;
  readonly message: string;
  readonly error_type: string | null;
  readonly stack: string | null;
  readonly fingerprint: string | null;
  readonly organization_id: string | null;
  readonly organization_external_id: string | null;
  readonly organization_name: string | null;
  readonly user_id: string | null;
  readonly user_external_id: string | null;
  readonly user_name: string | null;
  readonly trace_id: string | null;
  readonly session_id: string | null;
  readonly context: Record<string, unknown>;
}

export type Condition = RawBuilder<SqlBool>;

/** A stretch of the log, newest first: from the cursor, or from below `to`, down to `from`. */
export interface Stretch {
  readonly from: Date;
  readonly to: Date | undefined;
  readonly after: Cursor | undefined;
}

/**
 * How rows are found. `by` is the one condition that an index answers in the order of the log (none:
 * the primary key, which is that order); `rest` is checked row by row.
 */
export interface Access {
  readonly by: Condition | undefined;
  readonly rest: readonly Condition[];
}

export const allOf = (conditions: readonly Condition[]): Condition =>
  sql`${sql.join(conditions, sql` and `)}`;

const holdsText = (q: string): Condition => {
  const pattern = containing(q);
  return sql`(l.message ilike ${pattern} or l.source ilike ${pattern}
    or l.error_type ilike ${pattern})`;
};

/** The rarest first: that one an index answers. */
export const accessTo = (filter: Omit<SystemLogFilter, 'from' | 'to'>): Access => {
  const { fingerprint, traceId, source, level, writtenBy, q } = filter;
  const indexed: Condition[] = [];
  if (traceId !== undefined) indexed.push(sql`l.trace_id = ${traceId}`);
  if (fingerprint !== undefined) indexed.push(sql`l.fingerprint = ${fingerprint}::uuid`);
  if (source !== undefined) indexed.push(sql`l.source = ${source}`);
  if (writtenBy === 'taffrail') indexed.push(sql`l.source = ${ownLogSource}`);
  if (level !== undefined) indexed.push(sql`l.level = ${level}`);
  const [by, ...rest] = indexed;
  if (writtenBy === 'product') rest.push(sql`l.source <> ${ownLogSource}`);
  if (q !== undefined && q !== '') rest.push(holdsText(q));
  return { by, rest };
};

/** Two bounds, for a comparison of rows alone would not tell the planner which partitions to read. */
export const within = ({ from, to, after }: Stretch): Condition => {
  const conditions: Condition[] = [sql`l.created_at >= ${from}`];
  if (to) conditions.push(sql`l.created_at < ${to}`);
  if (after)
    conditions.push(
      sql`l.created_at <= ${after.at} and (l.created_at, l.id) < (${after.at}, ${after.id}::uuid)`,
    );
  return allOf(conditions);
};

/** Behind an index of one field, "nulls last" keeps the primary key out: 0003_activity.sql. */
export const orderOf = ({ by }: Access): RawBuilder<unknown> =>
  by ? sql`l.created_at desc nulls last, l.id desc` : sql`l.created_at desc, l.id desc`;

/**
 * Which of the next so many rows that the index gives fulfil the rest of the conditions? Index: that
 * of the condition `by` (system_logs_trace, _fingerprint, _source or _level), else the primary key;
 * both in order, so that the work is bounded however rare the rows are.
 */
export const readLogPart = async (
  db: Database | Transaction,
  access: Access,
  stretch: Stretch,
  { look, want }: { readonly look: number; readonly want: number },
): Promise<Part<SystemLogRow>> => {
  const first = access.by ? allOf([access.by, within(stretch)]) : within(stretch);
  const fits = access.rest.length === 0 ? sql`true` : allOf(access.rest);
  const { rows } = await sql<SystemLogRow & { readonly place: number; readonly fits: boolean }>`
    with part as (
      select * from system_logs l where ${first} order by ${orderOf(access)} limit ${look}
    ), checked as (
      select l.*, (row_number() over (order by l.created_at desc, l.id desc))::int as place,
        coalesce(${fits}, false) as fits
      from part l
    ), found as (
      (select * from checked where fits order by place limit ${want})
      union
      select * from checked where place = ${look}
    )
    select f.place, f.fits, f.created_at, f.id, f.level, f.source, f.message, f.error_type,
      f.stack, f.fingerprint, f.trace_id, f.session_id, f.context,
      f.organization_id, o.external_id as organization_external_id, o.name as organization_name,
      f.user_id, u.external_id as user_external_id, u.name as user_name
    from found f
    left join organizations o on o.id = f.organization_id
    left join users u on u.id = f.user_id
    order by f.place`.execute(db);
  const last = rows.at(-1);
  return {
    rows: rows.filter((row) => row.fits).slice(0, want),
    end: last?.place === look ? { at: last.created_at, id: last.id } : undefined,
  };
};
