import { sql, type RawBuilder } from 'kysely';
import type { Database, Transaction } from '../../platform/db/database.ts';
import type { Coverage } from '../../platform/time/coverage.ts';
import type { TimeRange } from '../../platform/time/time-range.ts';
import {
  both,
  within,
  type Access,
  type Condition,
  type Stretch,
} from '../selection/conditions.sql.ts';

/** How moments are grouped: by days of a zone, or by steps since 1970, named by their seconds. */
export type Grouping = { readonly timeZone: string } | { readonly stepSeconds: number };

export interface CountRow {
  readonly key: string;
  readonly category: string;
  readonly count: number;
}

/** Whose counts: of one organization, or of all, which have rollups of their own. */
export interface RollupScope {
  readonly organizationId: string | undefined;
  /** Undefined: all. */
  readonly actions: readonly string[] | undefined;
}

/** The units of the finer rollup: quarters of an hour of all, hours of one organization. */
export const unitSecondsOf = ({ organizationId }: RollupScope): number =>
  organizationId === undefined ? 900 : 3_600;

/** Named only once they are grouped: texts are made and compared in three times as long. */
const groupOf = (moment: RawBuilder<unknown>, grouping: Grouping): RawBuilder<unknown> =>
  'timeZone' in grouping
    ? sql`(${moment} at time zone ${grouping.timeZone})::date`
    : sql`date_bin(make_interval(secs => ${grouping.stepSeconds}), ${moment}, 'epoch')`;

const nameOf = (group: RawBuilder<unknown>, grouping: Grouping): RawBuilder<unknown> =>
  'timeZone' in grouping ? sql`${group}::text` : sql`extract(epoch from ${group})::bigint::text`;

const scopeOf = ({ organizationId, actions }: RollupScope): Condition =>
  both(
    organizationId === undefined ? undefined : sql`organization_id = ${organizationId}`,
    actions && sql`action = any(${actions}::text[])`,
  );

const tablesOf = ({ organizationId }: RollupScope) =>
  organizationId === undefined
    ? { daily: sql`activity_totals_daily`, finer: sql`activity_totals_quarter_hourly` }
    : { daily: sql`activity_daily`, finer: sql`activity_hourly` };

/** Each part of a coverage as (moment, action, count); they do not overlap. */
const partsOf = (
  { days, units, rows }: Coverage,
  scope: RollupScope,
  grouping: Grouping,
): RawBuilder<unknown>[] => {
  const { daily, finer } = tablesOf(scope);
  const scoped = scopeOf(scope);
  const parts: RawBuilder<unknown>[] = [];
  if (days)
    parts.push(sql`select day as moment, action, count from ${daily}
      where ${scoped} and day >= ${days.first}::date and day <= ${days.last}::date`);
  for (const { from, to } of units)
    parts.push(sql`select ${groupOf(sql`bucket`, grouping)} as moment, action, count from ${finer}
      where ${scoped} and bucket >= ${from} and bucket < ${to}`);
  for (const { from, to } of rows)
    parts.push(sql`select ${groupOf(sql`l.created_at`, grouping)} as moment, action, count(*) as count
      from activity_log l where ${scoped} and ${within({ from, to, after: undefined })}
      group by 1, 2`);
  return parts;
};

/**
 * How many actions in each bucket, by category? Of all organizations: the primary keys of
 * activity_totals_daily and _quarter_hourly. Of one: activity_daily_organization and
 * activity_hourly_organization. At the edges, less than a unit each: the primary key of the log, or
 * activity_log_organization.
 */
export const countFromRollups = async (
  db: Database,
  coverage: Coverage,
  scope: RollupScope,
  grouping: Grouping,
): Promise<CountRow[]> => {
  const parts = partsOf(coverage, scope, grouping);
  if (parts.length === 0) return [];
  const { rows } = await sql<CountRow>`
    select ${nameOf(sql`part.moment`, grouping)} as key, seen.category,
      sum(part.count)::bigint as count
    from (${sql.join(parts, sql` union all `)}) as part
    join activity_actions seen using (action)
    group by part.moment, seen.category`.execute(db);
  return rows;
};

/** About how many actions lie in a range: those of all units that it touches. Same indexes. */
export const estimateCount = async (
  db: Database,
  { from, to }: TimeRange,
  scope: RollupScope,
): Promise<number> => {
  const unit = sql`make_interval(secs => ${unitSecondsOf(scope)})`;
  const { rows } = await sql<{ count: number }>`
    select coalesce(sum(count), 0)::bigint as count from ${tablesOf(scope).finer}
    where ${scopeOf(scope)} and bucket > ${from}::timestamptz - ${unit} and bucket < ${to}
  `.execute(db);
  return rows[0]?.count ?? 0;
};

/** How many rows of a stretch fulfil the conditions, by bucket and category? Index: that of `by`. */
export const countRows = async (
  trx: Transaction,
  access: Access,
  stretch: Stretch,
  grouping: Grouping,
): Promise<CountRow[]> => {
  const { rows } = await sql<CountRow>`
    select ${nameOf(sql`moment`, grouping)} as key, category, count(*) as count
    from (
      select ${groupOf(sql`l.created_at`, grouping)} as moment, l.category
      from activity_log l where ${both(access.by, within(stretch), access.rest)}
    ) as counted
    group by moment, category`.execute(trx);
  return rows;
};
