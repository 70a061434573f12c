import { namedNone, type ProviderGroup, type ProvidersQuery } from '@taffrail/contract';
import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { Transaction } from '../../platform/db/database.ts';
import type { Period } from '../../platform/time/day-periods.ts';

export type ProviderFilter = Omit<ProvidersQuery, 'range' | 'group'>;

/** What is told apart of which days and jobs. */
export interface Asked {
  readonly group: ProviderGroup;
  readonly filter: ProviderFilter;
}

/** Empty where the group does not tell it apart. */
export interface Key {
  readonly provider: string;
  readonly model: string;
  readonly route: string;
}

export interface UsageSums {
  readonly jobs: number;
  readonly failed: number;
  readonly input_tokens: number;
  readonly output_tokens: number;
  /** Decimal text. */
  readonly cost_usd: string;
  readonly unpriced_jobs: number;
  readonly unpriced_tokens: number;
  /** Packed, one behind the other. */
  readonly latency: Buffer;
  readonly first_token: Buffer;
  readonly timed_tokens: number;
  readonly timed_us: number;
  readonly scored: number;
  readonly score_sum: number;
}

const keyColumns: Readonly<Record<ProviderGroup, readonly (keyof Key)[]>> = {
  provider: ['provider'],
  model: ['provider', 'model'],
  route: ['route'],
};

const toKey = (group: ProviderGroup): RawBuilder<unknown> =>
  sql.join(
    (['provider', 'model', 'route'] as const).map((name) =>
      keyColumns[group].includes(name) ? sql.ref(name) : sql`'' as ${sql.ref(name)}`,
    ),
  );

/** Those without organizations are few: some tens a day. */
const tableFor = ({ organizationId }: ProviderFilter): RawBuilder<unknown> =>
  organizationId === undefined ? sql`usage_totals_daily` : sql`usage_daily`;

export const conditionsOf = ({
  provider,
  model,
  route,
  organizationId,
}: ProviderFilter): RawBuilder<SqlBool> => {
  const conditions: RawBuilder<SqlBool>[] = [sql<SqlBool>`true`];
  if (provider !== undefined) conditions.push(sql`provider = ${provider}`);
  if (model !== undefined) conditions.push(sql`model = ${model}`);
  if (route !== undefined) conditions.push(sql`route = ${route === namedNone ? '' : route}`);
  if (organizationId === namedNone) conditions.push(sql`organization_id is null`);
  else if (organizationId !== undefined)
    conditions.push(sql`organization_id = ${organizationId}::uuid`);
  return sql`${sql.join(conditions, sql` and `)}`;
};

const inPeriod = ({ first, last }: Period): RawBuilder<SqlBool> =>
  sql`day >= ${first}::date and day <= ${last}::date`;

const sums = sql`
  sum(jobs)::bigint as jobs, sum(failed)::bigint as failed,
  sum(input_tokens)::bigint as input_tokens, sum(output_tokens)::bigint as output_tokens,
  sum(cost_usd)::numeric(30, 8)::text as cost_usd,
  sum(unpriced_jobs)::bigint as unpriced_jobs, sum(unpriced_tokens)::bigint as unpriced_tokens,
  string_agg(latency, '') as latency, string_agg(first_token, '') as first_token,
  sum(timed_tokens)::bigint as timed_tokens, sum(timed_us)::bigint as timed_us,
  sum(scored)::bigint as scored, sum(score_sum)::double precision as score_sum`;

/** What day is it, and which is the first that has jobs? The primary key of usage_totals_daily. */
export const findDaysKnown = async (
  trx: Transaction,
  now: Date,
  timeZone: string,
): Promise<{ today: string; since: string | null }> => {
  const { rows } = await sql<{ today: string; since: string | null }>`
    select (${now}::timestamptz at time zone ${timeZone})::date as today,
      (select day from usage_totals_daily order by day limit 1) as since`.execute(trx);
  const [row] = rows;
  if (!row) throw new Error('There is no calendar.');
  return row;
};

export interface DrawnDay {
  readonly day: string;
  readonly startsAt: Date;
}

/** The days of a period, and when they begin. */
export const listDays = async (
  trx: Transaction,
  { first, last }: Period,
  timeZone: string,
): Promise<DrawnDay[]> => {
  const { rows } = await sql<DrawnDay>`
    select at::date as day, at at time zone ${timeZone} as "startsAt"
    from generate_series(${first}::date::timestamp, ${last}::date, interval '1 day') as at
    order by at`.execute(trx);
  return rows;
};

/**
 * What do jobs of some days add up to, by day? The key of usage_totals_daily, or of an organization
 * usage_daily_organization.
 */
export const listSumsByDay = async (
  trx: Transaction,
  { group, filter }: Asked,
  period: Period,
): Promise<(Key & UsageSums & { readonly day: string })[]> => {
  const { rows } = await sql<Key & UsageSums & { readonly day: string }>`
    select ${toKey(group)}, day, ${sums}
    from ${tableFor(filter)}
    where ${inPeriod(period)} and ${conditionsOf(filter)}
    group by 1, 2, 3, 4`.execute(trx);
  return rows;
};

/** The same of all days together. */
export const listSums = async (
  trx: Transaction,
  { group, filter }: Asked,
  period: Period,
): Promise<(Key & UsageSums)[]> => {
  const { rows } = await sql<Key & UsageSums>`
    select ${toKey(group)}, ${sums}
    from ${tableFor(filter)}
    where ${inPeriod(period)} and ${conditionsOf(filter)}
    group by 1, 2, 3`.execute(trx);
  return rows;
};

/** How many jobs had which route? */
export const listRoutes = async (
  trx: Transaction,
  { group, filter }: Asked,
  period: Period,
): Promise<(Key & { readonly used_for: string; readonly jobs: number })[]> => {
  const { rows } = await sql<Key & { readonly used_for: string; readonly jobs: number }>`
    select ${toKey(group)}, route as used_for, sum(jobs)::bigint as jobs
    from ${tableFor(filter)}
    where ${inPeriod(period)} and ${conditionsOf(filter)}
    group by 1, 2, 3, 4
    order by jobs desc, used_for`.execute(trx);
  return rows;
};

/** Why did jobs fail? The key of usage_errors_daily, which has rows of failed jobs only. */
export const listErrors = async (
  trx: Transaction,
  { group, filter }: Asked,
  period: Period,
): Promise<(Key & { readonly error_type: string; readonly jobs: number })[]> => {
  const { rows } = await sql<Key & { readonly error_type: string; readonly jobs: number }>`
    select ${toKey(group)}, error_type, sum(count)::bigint as jobs
    from usage_errors_daily
    where ${inPeriod(period)} and ${conditionsOf(filter)}
    group by 1, 2, 3, 4
    order by jobs desc, error_type`.execute(trx);
  return rows;
};
