import { sql } from 'kysely';
import type { Database } from '../../platform/db/database.ts';

export interface FailedPipelineRow {
  readonly pipeline: string;
  readonly failed: number;
  readonly run_id: string;
  readonly created_at: Date;
  readonly error_type: string | null;
  /** Of all pipelines, those beyond the limit too. */
  readonly pipelines: number;
}

/**
 * In which pipelines did runs fail, and which one failed last? Counts of hours, by the primary key of
 * stage_executions_hourly; of each pipeline one look at pipeline_runs_pipeline_status.
 */
export const listFailedPipelines = async (
  db: Database,
  { since, limit }: { readonly since: Date; readonly limit: number },
): Promise<FailedPipelineRow[]> => {
  const { rows } = await sql<FailedPipelineRow>`
    with failing as (
      select pipeline, sum(failed)::int as failed
      from stage_executions_hourly
      where bucket >= ${since} and stage = '' and failed > 0
      group by pipeline
    )
    select f.pipeline, f.failed, latest.id as run_id, latest.created_at,
      coalesce(latest.error_type, (
        select s.error_type from stage_executions s
        where s.run_id = latest.id and s.status = 'failed' and s.created_at >= ${since}
        order by s.created_at desc limit 1
      )) as error_type,
      (count(*) over ())::int as pipelines
    from failing f
    cross join lateral (
      select r.id, r.created_at, r.error_type
      from pipeline_runs r
      where r.pipeline = f.pipeline and r.status = 'failed' and r.created_at >= ${since}
      order by r.created_at desc nulls last
      limit 1
    ) as latest
    order by latest.created_at desc
    limit ${limit}`.execute(db);
  return rows;
};
