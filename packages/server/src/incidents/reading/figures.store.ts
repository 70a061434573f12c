import { sql } from 'kysely';
import type { Database } from '../../platform/db/database.ts';

export interface FigureRow {
  readonly critical: number;
  readonly warning: number;
  readonly info: number;
  readonly unacknowledged: number;
  readonly last_resolved_at: Date | null;
  readonly has_incidents: boolean;
}

export interface PeriodRow {
  readonly is_current: boolean;
  readonly opened: number;
  readonly acknowledged: number;
  readonly acknowledge_ms: number | null;
  readonly resolved: number;
  readonly resolve_ms: number | null;
}

/** What is active now? incidents_active; the last that was resolved: incidents_resolved. */
export const readActiveFigures = async (
  db: Database,
  unacknowledgedBefore: Date,
): Promise<FigureRow | undefined> => {
  const { rows } = await sql<FigureRow>`
    select
      count(*) filter (where severity = 'critical') as critical,
      count(*) filter (where severity = 'warning') as warning,
      count(*) filter (where severity = 'info') as info,
      count(*) filter (where state = 'open' and opened_at <= ${unacknowledgedBefore})
        as unacknowledged,
      (
        select max(resolved_at) from incidents
        where resolved_at is not null and merged_into is null
      ) as last_resolved_at,
      exists (select from incidents) as has_incidents
    from incidents
    where state in ('open', 'acknowledged')`.execute(db);
  return rows[0];
};

/**
 * How many incidents were opened, acknowledged and resolved in two periods that touch, and how long
 * that took? The indexes incidents_opened, incidents_acknowledged and incidents_resolved alone.
 */
export const readPeriodFigures = async (
  db: Database,
  { from, middle, to }: { from: Date; middle: Date; to: Date },
): Promise<PeriodRow[]> => {
  const { rows } = await sql<PeriodRow>`
    with told as (
      select opened_at >= ${middle} as is_current, count(*) as opened,
        0 as acknowledged, null::float8 as acknowledge_ms, 0 as resolved, null::float8 as resolve_ms
      from incidents
      where opened_at >= ${from} and opened_at < ${to}
      group by 1
      union all
      select first_acknowledged_at >= ${middle}, 0, count(*),
        avg(extract(epoch from first_acknowledged_at - opened_at) * 1000)::float8, 0, null
      from incidents
      where first_acknowledged_at >= ${from} and first_acknowledged_at < ${to}
        and merged_into is null
      group by 1
      union all
      select resolved_at >= ${middle}, 0, 0, null, count(*),
        avg(extract(epoch from resolved_at - opened_at) * 1000)::float8
      from incidents
      where resolved_at >= ${from} and resolved_at < ${to} and merged_into is null
      group by 1
    )
    select is_current, sum(opened)::bigint as opened, sum(acknowledged)::bigint as acknowledged,
      max(acknowledge_ms) as acknowledge_ms, sum(resolved)::bigint as resolved,
      max(resolve_ms) as resolve_ms
    from told
    group by is_current`.execute(db);
  return rows;
};

export interface OwnerRow {
  readonly id: string;
  readonly name: string;
  readonly role: string;
}

export const listOwnerRows = (db: Database): Promise<OwnerRow[]> =>
  db
    .selectFrom('operators')
    .select(['id', 'name', 'role'])
    .where('disabled_at', 'is', null)
    .orderBy('name')
    .orderBy('id')
    .limit(500)
    .execute();
