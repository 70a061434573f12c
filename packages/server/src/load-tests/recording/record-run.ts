import type { LoadTestFacts } from '@taffrail/contract';
import type { ReadingContext } from '../../inbox/inbox.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Transaction } from '../../platform/db/database.ts';
import { uuidV7 } from '../../platform/ids.ts';
import { rules } from '../analysis/rules.ts';
import { findBaseline } from '../baseline/find-baseline.ts';
import {
  ensureLoadTest,
  replaceFailures,
  replaceSamples,
  saveRun,
  setAnalysis,
} from '../load-tests.store.ts';
import { applyThresholds } from './plan-thresholds.ts';
import { readProduction } from './read-production.ts';
import type { Report, ReportedSample } from '../report.ts';
import { judge, type Judged } from './verdict.ts';

/** What recording needs to know beside the run. */
export type RecordContext = Pick<ReadingContext, 'tx' | 'clock' | 'product' | 'reportingTimeZone'>;

export interface ReportedRun {
  readonly report: Report;
  readonly facts: LoadTestFacts;
  readonly externalId: string;
  readonly receivedAt: Date;
}

export interface RecordedRun extends Judged {
  readonly id: string;
  readonly thresholds: Report['thresholds'];
}

/** When it began; a time that is still to come is a clock that is wrong. */
const startOf = ({ report, facts, receivedAt }: ReportedRun): Date => {
  const { startedAt, durationMs } = report;
  const told = facts.started_at === undefined ? startedAt : new Date(facts.started_at);
  return told && told <= receivedAt ? told : new Date(receivedAt.getTime() - (durationMs ?? 0));
};

const toSampleRow =
  (clock: Clock, runId: string, receivedAt: Date) =>
  (sample: ReportedSample, position: number) => ({
    id: uuidV7(clock),
    created_at: receivedAt,
    run_id: runId,
    position,
    method: sample.method,
    endpoint: sample.endpoint,
    status_code: sample.statusCode,
    error: sample.error,
    url: sample.url,
    response_body: sample.responseBody,
    duration_ms: sample.durationMs,
    occurrences: sample.occurrences,
  });

const toFailureRow =
  <Run extends object>(ofRun: Run) =>
  ({ method, endpoint, statusCode }: ReportedSample) => ({
    ...ofRun,
    method,
    endpoint,
    status_code: statusCode,
  });

/** By the thresholds of the report; where it has none, by those that the configuration names. */
const judgeRun = (
  { product }: RecordContext,
  name: string,
  { report, facts }: ReportedRun,
): { report: Report; judged: Judged } => {
  const plan = product.loadTests?.find((each) => each.name === name);
  if (!plan || report.thresholds.length > 0)
    return { report, judged: judge(report.tool, report.thresholds, facts.exit_code) };
  const { thresholds, untold } = applyThresholds(plan.thresholds, report);
  return {
    report: { ...report, thresholds },
    judged: judge(report.tool, thresholds, facts.exit_code, untold),
  };
};

const saveReport = (
  tx: Transaction,
  run: ReportedRun,
  { verdict, reason }: Judged,
  ids: { id: string; load_test_id: string },
): Promise<string | undefined> => {
  const { report, externalId, receivedAt } = run;
  return saveRun(tx, {
    ...ids,
    external_id: externalId,
    created_at: startOf(run),
    received_at: receivedAt,
    tool: report.tool,
    verdict,
    verdict_reason: reason,
    duration_ms: report.durationMs,
    virtual_users: report.virtualUsers?.count ?? null,
    virtual_users_counted: report.virtualUsers?.counted ?? null,
    requests: report.requests,
    failed: report.failed,
    average_ms: report.averageMs,
    tail_percentile: report.tail?.percentile ?? null,
    tail_ms: report.tail?.ms ?? null,
    thresholds: JSON.stringify(report.thresholds),
    routes: JSON.stringify(report.routes),
    timeline: report.timeline && JSON.stringify(report.timeline),
  });
};

/**
 * Stores a run with its samples, and what there is to say of it. Answers what it came to; undefined
 * when what is known of it came later.
 */
export const recordRun = async (
  context: RecordContext,
  reported: ReportedRun,
): Promise<RecordedRun | undefined> => {
  const { tx, clock, reportingTimeZone: timeZone } = context;
  const { facts, receivedAt } = reported;
  const name = facts.plan ?? reported.report.name ?? reported.report.tool;
  const { report, judged } = judgeRun(context, name, reported);
  const run = { ...reported, report };
  const test = await ensureLoadTest(tx, { id: uuidV7(clock), name, created_at: receivedAt });
  const loadTestId = test.id;
  const id = await saveReport(tx, run, judged, { id: uuidV7(clock), load_test_id: loadTestId });
  if (id === undefined) return undefined;
  await replaceSamples(tx, id, report.samples.map(toSampleRow(clock, id, receivedAt)));
  const createdAt = startOf(run);
  const ofRun = { run_id: id, load_test_id: loadTestId, created_at: createdAt };
  await replaceFailures(tx, id, report.samples.map(toFailureRow(ofRun)));
  const compared = { id, loadTestId, createdAt, acceptedId: test.baseline_run_id };
  const analysis = await rules.analyze({
    run: { id, ...judged, report },
    baseline: await findBaseline(tx, compared),
    production: await readProduction(tx, createdAt, { timeZone, now: clock.now() }),
  });
  await setAnalysis(tx, id, JSON.stringify(analysis));
  return { id, ...judged, thresholds: report.thresholds };
};
