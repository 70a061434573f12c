import { ownLogSource, type LogWriter } from '@taffrail/contract';
import { sql, type Selectable, type SqlBool } from 'kysely';
import type pg from 'pg';
import type { Database } from '../platform/db/database.ts';
import { containing } from '../platform/db/like.ts';
import type { Schema } from '../platform/db/schema.generated.ts';
import { raise } from '../platform/http/api-error.ts';
import type { Cursor } from '../platform/http/cursor.ts';

export type ErrorGroupRow = Selectable<Schema['error_groups']>;

export interface ErrorGroupFilter {
  readonly q: string | undefined;
  readonly source: string | undefined;
  readonly writtenBy: LogWriter | undefined;
  readonly from: Date;
}

/**
 * Which faults were seen last? Indexes error_groups_latest and _source, read in order; text is
 * looked for in what there are of groups, which are few.
 */
export const listErrorGroupRows = (
  db: Database,
  filter: ErrorGroupFilter,
  page: { readonly limit: number; readonly after: Cursor | undefined },
): Promise<Omit<ErrorGroupRow, 'stack'>[]> => {
  const { after } = page;
  let query = db
    .selectFrom('error_groups')
    .select(['fingerprint', 'error_type', 'message', 'source'])
    .select(['first_seen_at', 'last_seen_at', 'count'])
    .where('last_seen_at', '>=', filter.from);
  if (filter.source !== undefined) query = query.where('source', '=', filter.source);
  if (filter.writtenBy !== undefined)
    query = query.where('source', filter.writtenBy === 'taffrail' ? '=' : '<>', ownLogSource);
  if (filter.q !== undefined) {
    const pattern = containing(filter.q);
    query = query.where(
      sql<SqlBool>`(message ilike ${pattern} or source ilike ${pattern}
        or error_type ilike ${pattern})`,
    );
  }
  if (after)
    query = query.where(
      sql<SqlBool>`(last_seen_at, fingerprint) < (${after.at}, ${after.id}::uuid)`,
    );
  return query
    .orderBy('last_seen_at', 'desc')
    .orderBy('fingerprint', 'desc')
    .limit(page.limit)
    .execute();
};

export const getErrorGroupRow = async (db: Database, fingerprint: string): Promise<ErrorGroupRow> =>
  (await db
    .selectFrom('error_groups')
    .selectAll()
    .where('fingerprint', '=', fingerprint)
    .executeTakeFirst()) ?? raise('not_found');

/**
 * How often was each of some groups seen on the last days, the last of which is today? The primary
 * key. Groups that were not seen at all are left out.
 */
export const listTrends = async (
  db: Database,
  fingerprints: readonly string[],
  { now, timeZone, days }: { now: Date; timeZone: string; days: number },
): Promise<ReadonlyMap<string, readonly number[]>> => {
  const today = sql`(${now}::timestamptz at time zone ${timeZone})::date`;
  const { rows } = await sql<{ fingerprint: string; days_ago: number; count: number }>`
    select fingerprint, ${today} - day as days_ago, count from error_groups_daily
    where fingerprint = any(${fingerprints}::uuid[])
      and day > ${today} - ${days}::int and day <= ${today}`.execute(db);
  const trends = new Map<string, number[]>();
  for (const { fingerprint, days_ago: daysAgo, count } of rows) {
    const trend = trends.get(fingerprint) ?? Array.from({ length: days }, () => 0);
    trend[days - 1 - daysAgo] = count;
    trends.set(fingerprint, trend);
  }
  return trends;
};

/** How often on each of the last days, today included? The primary key; days without are zero. */
export const listDaysOfGroup = async (
  db: Database,
  fingerprint: string,
  { now, timeZone, days }: { now: Date; timeZone: string; days: number },
): Promise<{ day: string; count: number }[]> => {
  const { rows } = await sql<{ day: string; count: number }>`
    select to_char(calendar.day, 'YYYY-MM-DD') as day, coalesce(d.count, 0)::float8 as count
    from (
      select (${now}::timestamptz at time zone ${timeZone})::date - ago as day
      from generate_series(0, ${days}::int - 1) as ago
    ) as calendar
    left join error_groups_daily d on d.fingerprint = ${fingerprint}::uuid and d.day = calendar.day
    order by calendar.day`.execute(db);
  return rows;
};

/** Groups whose last row is gone. Few and small, unlike the rows: so they are deleted, not dropped. */
export const deleteGroupsUnseenSince = async (owner: pg.Pool, moment: Date): Promise<number> => {
  const { rowCount } = await owner.query('delete from error_groups where last_seen_at < $1', [
    moment,
  ]);
  return rowCount ?? 0;
};
