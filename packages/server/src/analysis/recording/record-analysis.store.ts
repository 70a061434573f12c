import type {
  AnalysisFinding,
  AnalysisInput,
  AnalysisPurpose,
  AnalysisStatus,
} from '@taffrail/contract';
import { sql } from 'kysely';
import type { Database } from '../../platform/db/database.ts';

export interface NewAnalysis {
  readonly id: string;
  readonly createdAt: Date;
  readonly runId: string;
  readonly alertId: string;
  readonly incidentId: string;
  readonly traceId: string;
  readonly status: AnalysisStatus;
  readonly provider: string;
  readonly model: string | null;
  readonly purpose: AnalysisPurpose;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly costUsd: string;
  readonly readMs: number;
  readonly analyzeMs: number;
  readonly findings: readonly AnalysisFinding[];
  readonly inputs: readonly AnalysisInput[];
  readonly summary: string | null;
  readonly confidence: number | null;
  readonly error: { readonly type: string; readonly message: string } | null;
}

/** Keeps a run, and counts it in its day, in one statement; one that is known changes nothing. */
export const recordAnalysis = async (db: Database, told: NewAnalysis): Promise<void> => {
  await sql`
    with recorded as (
      insert into analysis_runs (
        created_at, id, run_id, alert_id, incident_id, trace_id, status, provider, model, purpose,
        input_tokens, output_tokens, cost_usd, read_ms, analyze_ms, summary, confidence, findings,
        inputs, error_type, error_message
      )
      select ${told.createdAt}::timestamptz, ${told.id}::uuid, ${told.runId}::uuid,
        ${told.alertId}::uuid, ${told.incidentId}::uuid, ${told.traceId}, ${told.status},
        ${told.provider}, ${told.model}, ${told.purpose}, ${told.inputTokens}::bigint,
        ${told.outputTokens}::bigint, ${told.costUsd}::numeric, ${told.readMs}::float8,
        ${told.analyzeMs}::float8, ${told.summary}, ${told.confidence}::numeric,
        ${JSON.stringify(told.findings)}::jsonb, ${JSON.stringify(told.inputs)}::jsonb,
        ${told.error?.type ?? null}, ${told.error?.message ?? null}
      where not exists (select from analysis_runs where id = ${told.id}::uuid)
      returning *
    )
    insert into analysis_runs_daily as d (
      day, provider, model, runs, failed, input_tokens, output_tokens, cost_usd, latency_ms_sum
    )
    select (created_at at time zone (select value #>> '{}' from settings where key = 'time_zone'))::date,
      provider, coalesce(model, ''), 1, (status = 'failed')::int, input_tokens, output_tokens,
      cost_usd, case when status = 'succeeded' then read_ms + analyze_ms else 0 end
    from recorded
    on conflict (day, provider, model) do update set
      runs = d.runs + excluded.runs,
      failed = d.failed + excluded.failed,
      input_tokens = d.input_tokens + excluded.input_tokens,
      output_tokens = d.output_tokens + excluded.output_tokens,
      cost_usd = d.cost_usd + excluded.cost_usd,
      latency_ms_sum = d.latency_ms_sum + excluded.latency_ms_sum`.execute(db);
};
