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

interface Stretch {
  readonly from: Date;
  readonly to: Date;
}

/** Nothing is grouped, and means are of intervals: either takes longer than reading the indexes. */
const periodFigures = (isCurrent: boolean, { from, to }: Stretch) => sql`
  select ${isCurrent}::boolean as is_current, o.opened, a.acknowledged, a.acknowledge_ms, r.resolved,
    r.resolve_ms
  from (
    select count(*) as opened from incidents where opened_at >= ${from} and opened_at < ${to}
  ) as o
  cross join (
    select count(*) as acknowledged,
      (extract(epoch from avg(first_acknowledged_at - opened_at)) * 1000)::float8 as acknowledge_ms
    from incidents
    where first_acknowledged_at >= ${from} and first_acknowledged_at < ${to} and merged_into is null
  ) as a
  cross join (
    select count(*) as resolved,
      (extract(epoch from avg(resolved_at - opened_at)) * 1000)::float8 as resolve_ms
    from incidents
    where resolved_at >= ${from} and resolved_at < ${to} and merged_into is null
  ) as r`;

/**
 * How many incidents were opened, acknowledged and resolved in two periods that touch, and how long
 * that took? The indexes incidents_opened, incidents_acknowledged and incidents_resolved alone.
 */
export const readPeriodFigures = async (
  db: Database,
  { from, middle, to }: Stretch & { readonly middle: Date },
): Promise<PeriodRow[]> => {
  const current = periodFigures(true, { from: middle, to });
  const previous = periodFigures(false, { from, to: middle });
  const { rows } = await sql<PeriodRow>`${current} union all ${previous}`.execute(db);
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
