import { sql } from 'kysely';
import type { Transaction } from '../../platform/db/database.ts';
import type { Period } from '../../platform/time/day-periods.ts';
import type { TokenCounts } from '../../prices/prices.ts';
import { conditionsOf, type ProviderFilter } from '../reading/providers.store.ts';

export interface Recorded extends TokenCounts {
  readonly jobs: number;
  /** Decimal text. */
  readonly costUsd: string;
  readonly unpricedJobs: number;
}

const tokenSums = sql`
  coalesce(sum(input_tokens), 0)::bigint as "inputTokens",
  coalesce(sum(output_tokens), 0)::bigint as "outputTokens",
  coalesce(sum(cached_read_tokens), 0)::bigint as "cachedReadTokens",
  coalesce(sum(cached_write_tokens), 0)::bigint as "cachedWriteTokens",
  coalesce(sum(reasoning_tokens), 0)::bigint as "reasoningTokens"`;

/** What do the jobs of some days add up to? As `listSums`. */
export const sumRecorded = async (
  trx: Transaction,
  filter: ProviderFilter,
  { first, last }: Period,
): Promise<Recorded> => {
  const table = filter.organizationId === undefined ? sql`usage_totals_daily` : sql`usage_daily`;
  const { rows } = await sql<Recorded>`
    select coalesce(sum(jobs), 0)::bigint as jobs,
      coalesce(sum(cost_usd), 0)::numeric(30, 8)::text as "costUsd",
      coalesce(sum(unpriced_jobs), 0)::bigint as "unpricedJobs", ${tokenSums}
    from ${table}
    where day >= ${first}::date and day <= ${last}::date and ${conditionsOf(filter)}`.execute(trx);
  const [row] = rows;
  if (!row) throw new Error('A sum without groups has one row.');
  return row;
};

/** From here on jobs are few, and have an index of their own. */
const largeFrom = 100_000;

export interface Tiered extends TokenCounts {
  readonly jobs: number;
  /** The limit that the input of these jobs is above, and of no higher one. */
  readonly aboveInputTokens: number;
}

/**
 * What do the jobs add up to whose input is larger than the limits of a price's tiers? Index:
 * ai_job_runs_large; where a tier begins earlier than that, the rows of the days.
 */
export const sumTiered = async (
  trx: Transaction,
  filter: ProviderFilter,
  { first, last }: Period,
  { limits, timeZone }: { readonly limits: readonly number[]; readonly timeZone: string },
): Promise<Tiered[]> => {
  const lowest = Math.min(...limits);
  const isLarge = lowest >= largeFrom ? sql`input_tokens > ${sql.lit(largeFrom)}` : sql`true`;
  const { rows } = await sql<Tiered>`
    select tier."aboveInputTokens", count(*) as jobs, ${tokenSums}
    from ai_job_runs
    cross join lateral (
      select max(above) as "aboveInputTokens" from unnest(${limits}::bigint[]) as above
      where input_tokens > above
    ) as tier
    where created_at >= ${first}::timestamp at time zone ${timeZone}
      and created_at < (${last}::date + 1)::timestamp at time zone ${timeZone}
      and ${isLarge} and input_tokens > ${lowest} and ${conditionsOf(filter)}
    group by 1`.execute(trx);
  return rows;
};
