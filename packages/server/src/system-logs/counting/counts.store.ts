import { ownLogSource, type LogLevel } from '@taffrail/contract';
import { sql, type RawBuilder } from 'kysely';
import type { Database, Transaction } from '../../platform/db/database.ts';
import type { Cursor } from '../../platform/http/cursor.ts';
import {
  allOf,
  orderOf,
  within,
  type Access,
  type Condition,
  type Stretch,
} from '../../platform/reading/access.sql.ts';
import type { Coverage } from '../../platform/time/coverage.ts';
import { minuteMs, type TimeRange } from '../../platform/time/time-range.ts';

/** Of the finer rollup. */
export const unitMs = 15 * minuteMs;

/** By days of a zone, named as `2026-11-21`, or by steps, named by their milliseconds since 1970. */
export type Division =
  | { readonly timeZone: string }
  | { readonly stepMs: number; readonly origin: Date };

export interface CountRow {
  readonly key: string;
  readonly level: string;
  readonly count: number;
}

/** What the rollups tell apart; undefined is all. */
export interface RollupScope {
  readonly level: LogLevel | undefined;
  readonly isOwn: boolean | undefined;
}

type Sql = RawBuilder<unknown>;

const groupOf = (moment: Sql, division: Division): Sql =>
  'timeZone' in division
    ? sql`(${moment} at time zone ${division.timeZone})::date`
    : sql`date_bin(make_interval(secs => ${division.stepMs / 1_000}), ${moment},
        ${division.origin}::timestamptz)`;

/** Named only once they are grouped: texts are made and compared in three times as long. */
const nameOf = (group: Sql, division: Division): Sql =>
  'timeZone' in division
    ? sql`${group}::text`
    : sql`(extract(epoch from ${group}) * 1000)::bigint::text`;

const rollupConditions = ({ level, isOwn }: RollupScope): Condition =>
  allOf([
    level === undefined ? sql`true` : sql`level = ${level}`,
    isOwn === undefined ? sql`true` : sql`is_own = ${isOwn}`,
  ]);

const rowConditions = ({ level, isOwn }: RollupScope): Condition =>
  allOf([
    level === undefined ? sql`true` : sql`l.level = ${level}`,
    isOwn === undefined ? sql`true` : sql`(l.source = ${ownLogSource}) = ${isOwn}`,
  ]);

/** Each part of a coverage as (moment, level, count); they do not overlap. */
const partsOf = (
  { days, units, rows }: Coverage,
  scope: RollupScope,
  division: Division,
): RawBuilder<unknown>[] => {
  const parts: RawBuilder<unknown>[] = [];
  if (days)
    parts.push(sql`select day as moment, level, count from system_logs_daily
      where ${rollupConditions(scope)}
        and day >= ${days.first}::date and day <= ${days.last}::date`);
  for (const { from, to } of units)
    parts.push(sql`select ${groupOf(sql`bucket`, division)} as moment, level, count
      from system_logs_quarter_hourly
      where ${rollupConditions(scope)} and bucket >= ${from} and bucket < ${to}`);
  for (const { from, to } of rows)
    parts.push(sql`select ${groupOf(sql`l.created_at`, division)} as moment, l.level,
        count(*) as count
      from system_logs l
      where ${rowConditions(scope)} and ${within('l', { from, to, after: undefined })}
      group by 1, 2`);
  return parts;
};

/**
 * How many logs in each step, by level? The primary keys of system_logs_daily and _quarter_hourly;
 * at the edges, less than a quarter of an hour each, the primary key of the log or
 * system_logs_level.
 */
export const countFromRollups = async (
  db: Database | Transaction,
  coverage: Coverage,
  scope: RollupScope,
  division: Division,
): Promise<CountRow[]> => {
  const parts = partsOf(coverage, scope, division);
  if (parts.length === 0) return [];
  const { rows } = await sql<CountRow>`
    select ${nameOf(sql`part.moment`, division)} as key, part.level, sum(part.count)::bigint as count
    from (${sql.join(parts, sql` union all `)}) as part
    group by part.moment, part.level`.execute(db);
  return rows;
};

/** About how many logs lie in a range: those of all quarters of an hour that it touches. */
export const estimateCount = async (
  db: Database,
  { from, to }: TimeRange,
  scope: RollupScope,
): Promise<number> => {
  const { rows } = await sql<{ count: number }>`
    select coalesce(sum(count), 0)::bigint as count from system_logs_quarter_hourly
    where ${rollupConditions(scope)}
      and bucket > ${from}::timestamptz - interval '15 minutes' and bucket < ${to}`.execute(db);
  return rows[0]?.count ?? 0;
};

export interface CountedPart {
  readonly counts: readonly CountRow[];
  /** The last row looked at, when there were as many as were to be looked at. */
  readonly end: Cursor | undefined;
}

/**
 * How many of the next so many rows that the index gives fulfil the rest of the conditions, by step
 * and level? Indexes as those of `readLogPart`.
 */
export const countLogPart = async (
  trx: Transaction,
  access: Access,
  stretch: Stretch,
  { look, division }: { readonly look: number; readonly division: Division },
): Promise<CountedPart> => {
  const bounds = within('l', stretch);
  const first = access.by ? allOf([access.by, bounds]) : bounds;
  const fits = access.rest.length === 0 ? sql<boolean>`true` : allOf(access.rest);
  const { rows } = await sql<{
    readonly counts: readonly CountRow[];
    readonly looked: number;
    readonly end_at: Date | null;
    readonly end_id: string | null;
  }>`
    with part as (
      select l.created_at, l.id, l.level, l.source, l.message, l.error_type, l.trace_id,
        l.fingerprint
      from system_logs l where ${first} order by ${orderOf('l', access)} limit ${look}
    ), counted as (
      select ${groupOf(sql`l.created_at`, division)} as moment, l.level, count(*) as count
      from part l where ${fits} group by 1, 2
    ), oldest as (
      select created_at, id from part order by created_at, id limit 1
    )
    select (select count(*) from part) as looked,
      (select created_at from oldest) as end_at, (select id from oldest) as end_id,
      coalesce((
        select json_agg(json_build_object(
          'key', ${nameOf(sql`moment`, division)}, 'level', level, 'count', count
        )) from counted
      ), '[]'::json) as counts`.execute(trx);
  const [row] = rows;
  if (!row) return { counts: [], end: undefined };
  const { counts, looked, end_at: at, end_id: id } = row;
  return { counts, end: looked === look && at && id ? { at, id } : undefined };
};
