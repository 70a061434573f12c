import type { AnalysisFigures, AnalysisRun, AnalysisRunDetail } from '@taffrail/contract';
import type { AnalysisRunRow, FiguresRow, ListedAnalysisRow } from './analysis-runs.store.ts';

export const toAnalysisRun = (row: ListedAnalysisRow): AnalysisRun => ({
  id: row.id,
  createdAt: row.created_at.toISOString(),
  status: row.status,
  provider: row.provider,
  model: row.model,
  purpose: row.purpose,
  inputTokens: row.input_tokens,
  outputTokens: row.output_tokens,
  costUsd: row.cost_usd,
  latencyMs: row.read_ms + row.analyze_ms,
  rating: row.rating,
  summary: row.summary,
  confidence: row.confidence === null ? null : Number(row.confidence),
  errorType: row.error_type,
  errorMessage: row.error_message,
  incident:
    row.incident_id === null
      ? null
      : { id: row.incident_id, number: row.incident_number, title: row.incident_title },
  alert: row.alert_id === null ? null : { id: row.alert_id, name: row.alert_name },
  runId: row.run_id,
  traceId: row.trace_id,
});

const toRated = (row: AnalysisRunRow): AnalysisRunDetail['rated'] =>
  row.rated_at === null || row.rated_by === null
    ? null
    : { at: row.rated_at.toISOString(), by: row.rated_by, reason: row.rating_reason };

export const toAnalysisRunDetail = (row: AnalysisRunRow): AnalysisRunDetail => ({
  ...toAnalysisRun(row),
  findings: [...row.findings],
  inputs: [...row.inputs],
  timing: { readMs: row.read_ms, analyzeMs: row.analyze_ms },
  rated: toRated(row),
  version: row.version,
});

export const toFigures = (row: FiguresRow): AnalysisFigures['items'][number] => {
  const succeeded = row.runs - row.failed;
  return {
    provider: row.provider,
    model: row.model === '' ? null : row.model,
    runs: row.runs,
    failed: row.failed,
    inputTokens: row.input_tokens,
    outputTokens: row.output_tokens,
    costUsd: row.cost_usd,
    averageLatencyMs: succeeded === 0 ? null : row.latency_ms_sum / succeeded,
  };
};
