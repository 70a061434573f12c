import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { Transaction } from '../../platform/db/database.ts';
import type { Span, Stretch } from './span.ts';
import type { RollupSums } from './tally.ts';

const tableOf = ({ unit }: Span): RawBuilder<unknown> =>
  sql.table(unit === 'hour' ? 'stage_executions_hourly' : 'stage_executions_daily');

const within = ({ unit }: Span, { from, to, days }: Stretch): RawBuilder<SqlBool> =>
  unit === 'hour'
    ? sql`bucket >= ${from} and bucket < ${to}`
    : sql`bucket between ${days.at(0)}::date and ${days.at(-1)}::date`;

const isInEither = (span: Span): RawBuilder<SqlBool> =>
  sql`((${within(span, span.current)}) or (${within(span, span.compared)}))`;

const momentIn = ({ unit }: Span, { moments, days }: Stretch): RawBuilder<number> =>
  unit === 'hour'
    ? sql`width_bucket(bucket, ${moments}::timestamptz[]) - 1`
    : sql`bucket - ${days.at(0)}::date`;

export interface PipelineSums extends RollupSums {
  readonly pipeline: string;
  /** Else of all its stages. */
  readonly is_run: boolean;
  readonly is_current: boolean;
}

/** What did each pipeline do in both stretches? Rows of their hours or days, by the primary key. */
export const sumPipelines = async (trx: Transaction, span: Span): Promise<PipelineSums[]> => {
  const { rows } = await sql<PipelineSums>`
    select pipeline, stage = '' as is_run, (${within(span, span.current)}) as is_current,
      sum(pending)::int as pending, sum(running)::int as running, sum(retrying)::int as retrying,
      sum(succeeded)::int as succeeded, sum(failed)::int as failed, sum(skipped)::int as skipped,
      sum(never_ran)::int as never_ran, sum(scored)::int as scored, sum(score_sum) as score_sum,
      sum(score_square_sum) as score_square_sum,
      coalesce(string_agg(histogram, '') filter (where stage = ''), '') as histogram
    from ${tableOf(span)}
    where ${isInEither(span)}
    group by 1, 2, 3`.execute(trx);
  return rows;
};

export interface RunsOfMoment {
  readonly moment: number;
  readonly succeeded: number;
  readonly failed: number;
}

/** How many runs ended well or not, hour by hour or day by day? Of all pipelines, by the primary key. */
export const countRunsOverTime = async (trx: Transaction, span: Span): Promise<RunsOfMoment[]> => {
  const { current } = span;
  const { rows } = await sql<RunsOfMoment>`
    select ${momentIn(span, current)} as moment, sum(succeeded)::int as succeeded,
      sum(failed)::int as failed
    from ${tableOf(span)}
    where stage = '' and ${within(span, current)}
    group by 1`.execute(trx);
  return rows;
};

export interface StageSums extends RollupSums {
  /** Empty of the runs. */
  readonly stage: string;
  readonly is_current: boolean;
  /** The place of its hour or day in the stretch. */
  readonly moment: number;
  readonly errors: Readonly<Record<string, number>>;
}

/** What did a pipeline do, hour by hour or day by day? The index stage_executions_…_pipeline. */
export const sumStages = async (
  trx: Transaction,
  span: Span,
  pipeline: string,
): Promise<StageSums[]> => {
  const { current, compared } = span;
  const { rows } = await sql<StageSums>`
    select stage, (${within(span, current)}) as is_current,
      case when ${within(span, current)} then ${momentIn(span, current)}
        else ${momentIn(span, compared)} end as moment,
      pending::int, running::int, retrying::int, succeeded::int, failed::int, skipped::int,
      never_ran::int, scored::int, score_sum, score_square_sum, histogram, errors
    from ${tableOf(span)}
    where pipeline = ${pipeline} and ${isInEither(span)}`.execute(trx);
  return rows;
};

export interface KnownStage {
  readonly stage: string;
  readonly position: number | null;
}

/** The stages that were met since, in their order: by the primary key. */
export const listStages = async (
  trx: Transaction,
  pipeline: string,
  since: Date,
): Promise<KnownStage[]> => {
  const { rows } = await sql<KnownStage>`
    select stage, position from pipeline_stages
    where pipeline = ${pipeline} and last_seen_at >= ${since}
    order by position nulls last, first_seen_at, stage`.execute(trx);
  return rows;
};

/** Every pipeline that was ever met: a few rows. */
export const listPipelineNames = async (trx: Transaction): Promise<string[]> => {
  const { rows } = await sql<{ pipeline: string }>`
    select pipeline from pipelines order by pipeline`.execute(trx);
  return rows.map(({ pipeline }) => pipeline);
};
