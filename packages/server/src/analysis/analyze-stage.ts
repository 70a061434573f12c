import type { AnalysisFinding, AnalysisInput, AnalysisPurpose } from '@taffrail/contract';
import type { Stage, StageContext, StageResult } from '../alert-runs/alert-runs.ts';
import { startStopwatch } from '../platform/clock.ts';
import { isDatabaseAway } from '../platform/db/failures.ts';
import { uuidV5 } from '../platform/ids.ts';
import { scrubText } from '../platform/secrets/scrub-secrets.ts';
import type { Analysis, AnalysisProvider } from './analysis-provider.ts';
import type { Evidence } from './evidence/evidence.ts';
import { readEvidence } from './evidence/read-evidence.ts';
import { recordAnalysis, type NewAnalysis } from './recording/record-analysis.store.ts';
import { toInputs } from './recording/to-inputs.ts';

const longestError = 2_000;
/** What fails twice is done without: nobody is told later because of it. */
const attempts = { most: 2, pauseMs: 1_000 } as const;

interface Failure {
  readonly type: string;
  readonly message: string;
}

/** What was found; what it rests on is known even where the provider failed. */
interface Outcome {
  readonly inputs: readonly AnalysisInput[];
  readonly purpose: AnalysisPurpose;
  readonly analysis: Analysis | null;
  readonly readMs: number;
  readonly analyzeMs: number;
  readonly failure: Failure | null;
}

const toFailure = (thrown: unknown): Failure => {
  const { name, message } = thrown instanceof Error ? thrown : new Error(String(thrown));
  return { type: name, message: scrubText(message).slice(0, longestError) };
};

const purposeOf = (evidence: Evidence): AnalysisPurpose =>
  evidence.alert.isFiring ? 'diagnosis' : 'resolution';

/** Nothing where the alert or its incident is no longer kept. */
const tryToAnalyze = async (
  provider: AnalysisProvider,
  { db, run, signal }: StageContext,
  now: Date,
): Promise<Outcome | undefined> => {
  const sinceRead = startStopwatch();
  let known: Pick<Outcome, 'inputs' | 'purpose' | 'readMs'> = {
    inputs: [],
    purpose: run.cause === 'resolved' ? 'resolution' : 'diagnosis',
    readMs: 0,
  };
  let sinceAnalyzed = startStopwatch();
  try {
    const evidence = await readEvidence(db, { run, now });
    if (!evidence) return undefined;
    const purpose = purposeOf(evidence);
    known = { inputs: toInputs(evidence), purpose, readMs: sinceRead() };
    sinceAnalyzed = startStopwatch();
    const analysis = await provider.analyze(evidence, { purpose, signal });
    return { ...known, analysis, analyzeMs: sinceAnalyzed(), failure: null };
  } catch (thrown) {
    signal.throwIfAborted();
    // Without a database there is nothing to do without: the engine tries again.
    if (isDatabaseAway(thrown)) throw thrown;
    return { ...known, analysis: null, analyzeMs: sinceAnalyzed(), failure: toFailure(thrown) };
  }
};

const nothingSpent = { findings: [], inputTokens: 0, outputTokens: 0, costUsd: '0' } as const;

/** The likeliest cause, else the first that was found. */
const summarize = (findings: readonly AnalysisFinding[]): AnalysisFinding | undefined =>
  findings.find(({ kind }) => kind === 'cause') ?? findings[0];

const toRecord = (
  provider: AnalysisProvider,
  { run, key }: StageContext,
  { createdAt, outcome }: { createdAt: Date; outcome: Outcome },
): NewAnalysis => {
  const { analysis, failure, ...rest } = outcome;
  const { findings, ...spent } = analysis ?? nothingSpent;
  const told = summarize(findings);
  return {
    id: uuidV5(run.id, key),
    createdAt,
    runId: run.id,
    alertId: run.alertId,
    incidentId: run.incidentId,
    traceId: run.traceId,
    status: failure === null ? 'succeeded' : 'failed',
    provider: provider.name,
    model: provider.model,
    ...rest,
    ...spent,
    findings,
    summary: told?.text ?? null,
    confidence: told?.confidence ?? null,
    error: failure,
  };
};

const analyze = async (provider: AnalysisProvider, context: StageContext): Promise<StageResult> => {
  const createdAt = context.clock.now();
  const outcome = await tryToAnalyze(provider, context, createdAt);
  // Both are kept longer than runs: whoever deleted one by hand wants nothing said of it.
  if (!outcome) return { state: 'skipped', reason: 'nothing_found' };
  const { failure } = outcome;
  const record = toRecord(provider, context, { createdAt, outcome });
  await recordAnalysis(context.db, record);
  const { id, summary, confidence } = record;
  context.changes.announce('incidents');
  if (failure === null)
    return { state: 'succeeded', output: { analysisRunId: id, summary, confidence } };
  context.log.warn({ analysisRun: id, ...failure }, 'an alert could not be analysed');
  if (context.attempt >= attempts.most)
    return { state: 'skipped', reason: 'upstream_failed', output: { analysisRunId: id } };
  return {
    state: 'failed',
    errorType: failure.type,
    message: failure.message,
    retryAfterMs: attempts.pauseMs,
  };
};

/** Says what an alert is about, before anybody is told of it. */
export const createAnalyzeStage = (provider: AnalysisProvider): Stage => ({
  name: 'analyze',
  run: (context) => analyze(provider, context),
});
