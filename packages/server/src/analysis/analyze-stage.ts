import type { AnalysisFinding, AnalysisPurpose } from '@taffrail/contract';
import type { Stage, StageContext, StageResult } from '../alert-runs/alert-runs.ts';
import { startStopwatch } from '../platform/clock.ts';
import { uuidV5 } from '../platform/ids.ts';
import { scrubText } from '../platform/secrets/scrub-secrets.ts';
import type { Analysis, AnalysisProvider } from './analysis-provider.ts';
import type { Evidence } from './evidence/evidence.ts';
import { readEvidence } from './evidence/read-evidence.ts';
import { recordAnalysis, type NewAnalysis } from './recording/record-analysis.store.ts';
import { toInputs } from './recording/to-inputs.ts';

const longestError = 2_000;
/** A provider that fails twice is done without: nobody is told later because of it. */
const attempts = { most: 2, pauseMs: 1_000 } as const;

/** The likeliest cause, else the first that was found. */
const summarize = (findings: readonly AnalysisFinding[]): AnalysisFinding | undefined =>
  findings.find(({ kind }) => kind === 'cause') ?? findings[0];

type Tried =
  | { readonly analysis: Analysis; readonly error: null }
  | { readonly analysis: null; readonly error: { type: string; message: string } };

const tryProvider = async (
  provider: AnalysisProvider,
  evidence: Evidence,
  options: { purpose: AnalysisPurpose; signal: AbortSignal },
): Promise<Tried> => {
  try {
    return { analysis: await provider.analyze(evidence, options), error: null };
  } catch (thrown) {
    options.signal.throwIfAborted();
    const { name, message } = thrown instanceof Error ? thrown : new Error(String(thrown));
    const error = { type: name, message: scrubText(message).slice(0, longestError) };
    return { analysis: null, error };
  }
};

const nothingSpent = { findings: [], inputTokens: 0, outputTokens: 0, costUsd: '0' } as const;

const analyze = async (provider: AnalysisProvider, context: StageContext): Promise<StageResult> => {
  const { db, clock, changes, run, attempt, key, signal } = context;
  const createdAt = clock.now();
  const readFor = startStopwatch();
  const evidence = await readEvidence(db, { run, now: createdAt });
  // Both are kept longer than runs: whoever deleted one by hand wants nothing said of it.
  if (!evidence) return { state: 'skipped', reason: 'nothing_found' };
  const readMs = readFor();
  const analyzedFor = startStopwatch();
  const purpose: AnalysisPurpose = evidence.alert.isFiring ? 'diagnosis' : 'resolution';
  const { analysis, error } = await tryProvider(provider, evidence, { purpose, signal });
  const analyzeMs = analyzedFor();
  const { findings, ...spent } = analysis ?? nothingSpent;
  const told = summarize(findings);
  const id = uuidV5(run.id, key);
  const recorded: NewAnalysis = {
    id,
    createdAt,
    runId: run.id,
    alertId: run.alertId,
    incidentId: run.incidentId,
    traceId: run.traceId,
    status: error === null ? 'succeeded' : 'failed',
    provider: provider.name,
    model: provider.model,
    purpose,
    ...spent,
    readMs,
    analyzeMs,
    findings,
    inputs: toInputs(evidence),
    summary: told?.text ?? null,
    confidence: told?.confidence ?? null,
    error,
  };
  await recordAnalysis(db, recorded);
  changes.announce('incidents');
  if (error === null)
    return {
      state: 'succeeded',
      output: { analysisRunId: id, summary: recorded.summary, confidence: recorded.confidence },
    };
  if (attempt >= attempts.most)
    return { state: 'skipped', reason: 'upstream_failed', output: { analysisRunId: id } };
  return {
    state: 'failed',
    errorType: error.type,
    message: error.message,
    retryAfterMs: attempts.pauseMs,
  };
};

/** Says what an alert is about, before anybody is told of it. */
export const createAnalyzeStage = (provider: AnalysisProvider): Stage => ({
  name: 'analyze',
  run: (context) => analyze(provider, context),
});
