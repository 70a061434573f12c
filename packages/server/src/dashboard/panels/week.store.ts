import { sql } from 'kysely';
import type { Transaction } from '../../platform/db/database.ts';

export interface FailingCheckRow {
  readonly check_id: string;
  readonly name: string;
  readonly failed: number;
  readonly runs: number;
}

/** Which checks were warning or critical most often? Hours of the week, by the primary key. */
export const listFailingChecks = async (
  trx: Transaction,
  { since, limit }: { readonly since: Date; readonly limit: number },
): Promise<FailingCheckRow[]> => {
  const { rows } = await sql<FailingCheckRow>`
    select h.check_id, coalesce(c.name, 'A check that is gone') as name,
      sum(h.warning + h.critical)::int as failed,
      sum(h.ok + h.warning + h.critical + h.unknown)::int as runs
    from check_runs_hourly h
    left join checks c on c.id = h.check_id
    where h.bucket >= ${since}
    group by h.check_id, c.name
    having sum(h.warning + h.critical) > 0
    order by failed desc, name
    limit ${limit}`.execute(trx);
  return rows;
};

export interface ErrorTypeRow {
  /** Empty where none was told. */
  readonly error_type: string;
  readonly count: number;
}

/**
 * What did stages fail for most often, in all pipelines? Hours of the week, by the primary key. A run
 * fails for what its stage failed for: its own error counts only in a pipeline without stages.
 */
export const listErrorTypes = async (
  trx: Transaction,
  { since, limit }: { readonly since: Date; readonly limit: number },
): Promise<ErrorTypeRow[]> => {
  const { rows } = await sql<ErrorTypeRow>`
    select error.key as error_type, sum(error.value::bigint)::int as count
    from stage_executions_hourly h
    cross join lateral jsonb_each_text(h.errors) as error
    where h.bucket >= ${since} and h.failed > 0
      and (h.stage <> '' or h.pipeline not in (select pipeline from pipeline_stages))
    group by 1
    order by count desc, 1
    limit ${limit}`.execute(trx);
  return rows;
};

export interface ProviderRow {
  readonly of: 'jobs' | 'analyses';
  readonly provider: string;
  readonly count: number;
  readonly tokens: number;
  readonly cost_usd: string;
  readonly unpriced: number;
}

/**
 * What did each provider take, of the product's AI jobs and of the console's own analyses? Eight days
 * of two rollups of some tens of rows a day, by their primary keys.
 */
export const listProviders = async (trx: Transaction, firstDay: string): Promise<ProviderRow[]> => {
  const { rows } = await sql<ProviderRow>`
    select 'jobs' as of, provider, sum(jobs)::bigint as count,
      sum(input_tokens + output_tokens)::bigint as tokens,
      sum(cost_usd)::numeric(30, 8) as cost_usd, sum(unpriced_jobs)::bigint as unpriced
    from usage_totals_daily
    where day >= ${firstDay}::date
    group by provider
    union all
    select 'analyses', provider, sum(runs)::bigint, sum(input_tokens + output_tokens)::bigint,
      sum(cost_usd)::numeric(30, 8), 0
    from analysis_runs_daily
    where day >= ${firstDay}::date
    group by provider
    order by cost_usd desc, count desc, provider`.execute(trx);
  return rows;
};
