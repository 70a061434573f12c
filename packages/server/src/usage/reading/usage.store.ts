import type { CustomerRef, UsageFilter, UsageGroup, UsageMeasure } from '@taffrail/contract';
import { namedNone } from '@taffrail/contract';
import { sql, type RawBuilder } from 'kysely';
import type { Database, Transaction } from '../../platform/db/database.ts';
import { daysBetween, type Period } from '../../platform/time/day-periods.ts';
import type { TimeRange } from '../../platform/time/time-range.ts';
import type { FigureRow } from './figures.ts';
import type { DailyTable } from './tables.ts';

/** Neither is kept by organization or user alone. */
const hasFailedCost = (table: DailyTable | 'usage_hourly'): boolean =>
  table !== 'usage_organizations_daily' && table !== 'usage_user_daily';

export const sumsOf = (table: DailyTable | 'usage_hourly') => sql`
  sum(cost_usd) as "costUsd", sum(jobs)::bigint as jobs, sum(failed)::bigint as "failedJobs",
  sum(input_tokens)::bigint as "inputTokens", sum(output_tokens)::bigint as "outputTokens",
  sum(unpriced_jobs)::bigint as "unpricedJobs", sum(unpriced_tokens)::bigint as "unpricedTokens",
  ${hasFailedCost(table) ? sql`sum(failed_cost_usd)` : sql`null`} as "failedCostUsd"`;

/** Empty text stands for none, as routes have it. */
const keys: Readonly<
  Record<UsageGroup, { key: RawBuilder<unknown>; provider: RawBuilder<unknown> }>
> = {
  provider: { key: sql`provider`, provider: sql`''` },
  model: { key: sql`model`, provider: sql`provider` },
  route: { key: sql`route`, provider: sql`''` },
  organization: { key: sql`coalesce(organization_id::text, '')`, provider: sql`''` },
  user: { key: sql`user_id::text`, provider: sql`''` },
};

const measures: Readonly<Record<UsageMeasure, RawBuilder<unknown>>> = {
  cost: sql`sum(cost_usd)`,
  jobs: sql`sum(jobs)`,
  tokens: sql`sum(input_tokens + output_tokens)`,
};

const matching = ({ provider, model, route, organizationId }: UsageFilter) => {
  const conditions = [sql`true`];
  if (provider !== undefined) conditions.push(sql`provider = ${provider}`);
  if (model !== undefined) conditions.push(sql`model = ${model}`);
  if (route !== undefined) conditions.push(sql`route = ${route === namedNone ? '' : route}`);
  if (organizationId === namedNone) conditions.push(sql`organization_id is null`);
  else if (organizationId !== undefined)
    conditions.push(sql`organization_id = ${organizationId}::uuid`);
  return sql.join(conditions, sql` and `);
};

export const onDays = ({ first, last }: Period) =>
  sql`day >= ${first}::date and day <= ${last}::date`;

/** Jobs of some days: the key of the table by day, or its index by organization. */
export const sumDays = async (
  trx: Transaction,
  table: DailyTable,
  days: Period,
  filter: UsageFilter,
): Promise<FigureRow | undefined> => {
  const { rows } = await sql<FigureRow>`
    select ${sumsOf(table)} from ${sql.table(table)}
    where ${onDays(days)} and ${matching(filter)}`.execute(trx);
  return rows[0];
};

/** Jobs of some hours: the key of usage_hourly, of a day at most. */
export const sumHours = async (
  trx: Transaction,
  { from, to }: TimeRange,
  filter: UsageFilter,
): Promise<FigureRow | undefined> => {
  const { rows } = await sql<FigureRow>`
    select ${sumsOf('usage_hourly')} from usage_hourly
    where bucket >= ${from} and bucket < ${to} and ${matching(filter)}`.execute(trx);
  return rows[0];
};

/** A value of what is told apart; empty text for none. */
export interface SubjectKey {
  readonly key: string;
  readonly provider: string;
}

export type SubjectRow = SubjectKey & FigureRow;

/** Only these of a group, which come as two arrays so that their number changes no statement. */
const among = (group: UsageGroup, wanted: readonly SubjectKey[]) => {
  const { key, provider } = keys[group];
  return sql`(${key}, ${provider}) in (
    select k, p from unnest(
      ${wanted.map((each) => each.key)}::text[], ${wanted.map((each) => each.provider)}::text[]
    ) as wanted (k, p))`;
};

interface Asked {
  readonly table: DailyTable;
  readonly group: UsageGroup;
  readonly filter: UsageFilter;
}

/** What were the largest of some days, and how many are there? As `sumDays`, once. */
export const listLargest = async (
  trx: Transaction,
  { table, group, filter }: Asked,
  days: Period,
  { by, limit }: { readonly by: UsageMeasure; readonly limit: number },
): Promise<(SubjectRow & { readonly value: string; readonly count: number })[]> => {
  const { key, provider } = keys[group];
  const { rows } = await sql<SubjectRow & { value: string; count: number }>`
    select ${key} as key, ${provider} as provider, ${sumsOf(table)}, ${measures[by]} as value,
      count(*) over ()::int as count
    from ${sql.table(table)} where ${onDays(days)} and ${matching(filter)}
    group by 1, 2
    order by value desc, jobs desc, 1, 2 limit ${limit}`.execute(trx);
  return rows;
};

/** What did some come to on other days? As `sumDays`. */
export const sumSubjects = async (
  trx: Transaction,
  { table, group, filter }: Asked,
  days: Period,
  wanted: readonly SubjectKey[],
): Promise<SubjectRow[]> => {
  const { key, provider } = keys[group];
  const { rows } = await sql<SubjectRow>`
    select ${key} as key, ${provider} as provider, ${sumsOf(table)}
    from ${sql.table(table)}
    where ${onDays(days)} and ${matching(filter)} and ${among(group, wanted)}
    group by 1, 2`.execute(trx);
  return rows;
};

/** The same of hours. Users have none. */
export const sumSubjectsOfHours = async (
  trx: Transaction,
  { group, filter }: { readonly group: Exclude<UsageGroup, 'user'>; readonly filter: UsageFilter },
  { from, to }: TimeRange,
  wanted: readonly SubjectKey[],
): Promise<SubjectRow[]> => {
  const { key, provider } = keys[group];
  const { rows } = await sql<SubjectRow>`
    select ${key} as key, ${provider} as provider, ${sumsOf('usage_hourly')}
    from usage_hourly
    where bucket >= ${from} and bucket < ${to} and ${matching(filter)} and ${among(group, wanted)}
    group by 1, 2`.execute(trx);
  return rows;
};

export interface DayValue {
  readonly day: string;
  /** Place among those that are drawn; one more than the last is all others. */
  readonly place: number;
  readonly value: string;
}

/** What came to how much on each day, of some and of all others together? As `sumDays`. */
export const listByDay = async (
  trx: Transaction,
  { table, group, filter }: Asked,
  days: Period,
  { by, drawn }: { readonly by: UsageMeasure; readonly drawn: readonly SubjectKey[] },
): Promise<DayValue[]> => {
  const { key, provider } = keys[group];
  const { rows } = await sql<DayValue>`
    with subjects as (
      select day, ${key} as key, ${provider} as provider, ${measures[by]} as value
      from ${sql.table(table)} where ${onDays(days)} and ${matching(filter)}
      group by 1, 2, 3
    )
    select day, coalesce(place, ${drawn.length + 1})::int as place, sum(value) as value
    from subjects left join unnest(
      ${drawn.map((each) => each.key)}::text[], ${drawn.map((each) => each.provider)}::text[]
    ) with ordinality as drawn (k, p, place) on k = key and p = provider
    group by 1, 2`.execute(trx);
  return rows;
};

/** The first day with a job: the first of the key of usage_totals_daily. */
export const findFirstDay = async (db: Transaction): Promise<string | null> => {
  const { rows } = await sql<{ day: string | null }>`
    select min(day) as day from usage_totals_daily`.execute(db);
  return rows[0]?.day ?? null;
};

/** Of more days than this, each organization's are asked for: there are fewer of those than of rows. */
const fewDays = 92;

const organizationAfter = (id: RawBuilder<unknown>) => sql`
  select organization_id from usage_organizations_daily
  where organization_id > ${id} order by organization_id limit 1`;

/** Walks from one organization to the next, without what lies between: usage_organizations_daily_organization. */
const countEachOrganization = async (trx: Transaction, days: Period): Promise<number> => {
  const { rows } = await sql<{ count: number }>`
    with recursive named as (
      (${organizationAfter(sql`'00000000-0000-0000-0000-000000000000'`)})
      union all
      select (${organizationAfter(sql`named.organization_id`)}) from named
      where organization_id is not null
    )
    select count(*) as count from named where exists (
      select from usage_organizations_daily as u
      where u.organization_id = named.organization_id and ${onDays(days)}
    )`.execute(trx);
  return rows[0]?.count ?? 0;
};

/** How many organizations had jobs? The key of usage_organizations_daily, or its other index. */
export const countOrganizations = async (
  trx: Transaction,
  days: Period,
  filter: UsageFilter,
): Promise<number> => {
  if (filter.organizationId === undefined && daysBetween(days.first, days.last) >= fewDays)
    return countEachOrganization(trx, days);
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from (
      select from usage_organizations_daily
      where ${onDays(days)} and organization_id is not null and ${matching(filter)}
      group by organization_id
    ) as active`.execute(trx);
  return rows[0]?.count ?? 0;
};

export interface UnpricedRow {
  readonly provider: string;
  readonly model: string;
  readonly jobs: number;
  readonly tokens: number;
  readonly models: number;
}

const unpricedShown = 10;

/** What has no price? As `sumDays`. */
export const listUnpriced = async (
  trx: Transaction,
  table: 'usage_totals_daily' | 'usage_daily',
  days: Period,
  filter: UsageFilter,
): Promise<UnpricedRow[]> => {
  const { rows } = await sql<UnpricedRow>`
    select provider, model, sum(unpriced_jobs)::bigint as jobs,
      sum(unpriced_tokens)::bigint as tokens, count(*) over ()::int as models
    from ${sql.table(table)}
    where ${onDays(days)} and unpriced_jobs > 0 and ${matching(filter)}
    group by 1, 2
    order by tokens desc, jobs desc, 1, 2 limit ${unpricedShown}`.execute(trx);
  return rows;
};

/** What organizations or users are called: their primary keys. */
export const listNames = async (
  db: Database | Transaction,
  table: 'organizations' | 'users',
  ids: readonly string[],
): Promise<CustomerRef[]> => {
  if (ids.length === 0) return [];
  const { rows } = await sql<CustomerRef>`
    select id, external_id as "externalId", name from ${sql.table(table)}
    where id = any(${ids}::uuid[])`.execute(db);
  return rows;
};

/** What did every value come to on each of some days? As `sumDays`. */
export const listDays = async (
  db: Database,
  { table, group, filter }: Asked,
  days: Period,
): Promise<(SubjectRow & { readonly day: string })[]> => {
  const { key, provider } = keys[group];
  const { rows } = await sql<SubjectRow & { day: string }>`
    select day, ${key} as key, ${provider} as provider, ${sumsOf(table)}
    from ${sql.table(table)} where ${onDays(days)} and ${matching(filter)}
    group by 1, 2, 3
    order by 1, "costUsd" desc, jobs desc, 2, 3`.execute(db);
  return rows;
};
