import type { UsageFigures, UsageGroup } from '@taffrail/contract';
import type pg from 'pg';

/** Days of the reporting time zone, both included, as SQL of the day that it is (`today`). */
export interface Days {
  readonly first: string;
  readonly last: string;
}

export interface UsageMoment {
  readonly asOf: string;
  readonly timeZone: string;
}

interface Asked {
  readonly days: Days;
  /** Days that the last day lies before today: its jobs count up to the hour that it is now. */
  readonly cutDaysAgo?: number;
  /** SQL. */
  readonly where?: string;
}

const subjects: Readonly<Record<UsageGroup, string>> = {
  provider: 'provider',
  model: `provider || ' ' || model`,
  route: 'route',
  organization: `coalesce(organization_id::text, '')`,
  user: 'user_id::text',
};

const trimmed = (amount: string): string =>
  amount.includes('.') ? amount.replace(/\.?0+$/, '') : amount;

interface Row extends Omit<UsageFigures, 'failedCostUsd'> {
  readonly subject: string;
  readonly failedCostUsd: string;
}

/** Counts rows by no rollup, only by the day and the moment of each. */
export const sumJobs = async (
  owner: pg.Pool,
  { asOf, timeZone }: UsageMoment,
  { days, cutDaysAgo, where = 'true' }: Asked,
  group?: UsageGroup,
): Promise<(UsageFigures & { readonly subject: string })[]> => {
  const { rows } = await owner.query<Row>(
    `with calendar as (
       select ($1::timestamptz at time zone $2)::date as today,
         date_trunc('hour', $1::timestamptz, $2) as hour
     ), cut as (
       select case coalesce($3::int, -1)
         when -1 then 'infinity'::timestamptz
         when 0 then hour
         else (hour at time zone $2 - make_interval(days => $3)) at time zone $2
       end as at from calendar
     )
     select ${group ? subjects[group] : `''`} as subject,
       coalesce(sum(cost_usd), 0)::text as "costUsd", count(*)::int as jobs,
       count(*) filter (where status = 'failed')::int as "failedJobs",
       coalesce(sum(input_tokens), 0)::int as "inputTokens",
       coalesce(sum(output_tokens), 0)::int as "outputTokens",
       count(*) filter (where cost_usd is null)::int as "unpricedJobs",
       coalesce(sum(input_tokens + output_tokens) filter (where cost_usd is null), 0)::int
         as "unpricedTokens",
       coalesce(sum(cost_usd) filter (where status = 'failed'), 0)::text as "failedCostUsd"
     from ai_job_runs, calendar, cut
     where (created_at at time zone $2)::date between (${days.first}) and (${days.last})
       and created_at < cut.at and (${where})
     ${group ? 'group by 1' : ''}`,
    [asOf, timeZone, cutDaysAgo ?? null],
  );
  return rows.map((row) => ({
    ...row,
    costUsd: trimmed(row.costUsd),
    failedCostUsd: trimmed(row.failedCostUsd),
  }));
};
