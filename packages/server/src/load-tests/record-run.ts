import type { LoadTestFacts } from '@taffrail/contract';
import type { ReadingContext } from '../inbox/inbox.ts';
import type { Clock } from '../platform/clock.ts';
import type { Transaction } from '../platform/db/database.ts';
import { uuidV7 } from '../platform/ids.ts';
import { rules } from './analysis/rules.ts';
import {
  ensureLoadTest,
  findBaselineRow,
  replaceSamples,
  saveRun,
  setAnalysis,
} from './load-tests.store.ts';
import { readProduction } from './read-production.ts';
import type { Report, ReportedSample } from './report.ts';
import { toBaseline } from './to-run.ts';
import { judge } from './verdict.ts';

export interface ReportedRun {
  readonly report: Report;
  readonly facts: LoadTestFacts;
  readonly externalId: string;
  readonly receivedAt: Date;
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

const saveReport = (
  tx: Transaction,
  run: ReportedRun,
  ids: { id: string; load_test_id: string },
) => {
  const { report, facts, externalId, receivedAt } = run;
  const { verdict, reason } = judge(report.tool, report.thresholds, facts.exit_code);
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
  });
};

/** Stores a run with its samples, and what there is to say of it. */
export const recordRun = async (
  { tx, clock, reportingTimeZone: timeZone }: ReadingContext,
  run: ReportedRun,
): Promise<void> => {
  const { report, facts, receivedAt } = run;
  const loadTestId = await ensureLoadTest(tx, {
    id: uuidV7(clock),
    name: facts.plan ?? report.name ?? report.tool,
    created_at: receivedAt,
  });
  const id = await saveReport(tx, run, { id: uuidV7(clock), load_test_id: loadTestId });
  if (id === undefined) return;
  await replaceSamples(tx, id, report.samples.map(toSampleRow(clock, id, receivedAt)));
  const createdAt = startOf(run);
  const baseline = await findBaselineRow(tx, { loadTestId, createdAt, id });
  const analysis = await rules.analyze({
    run: { id, ...judge(report.tool, report.thresholds, facts.exit_code), report },
    baseline: baseline && toBaseline(baseline),
    production: await readProduction(tx, createdAt, { timeZone, now: clock.now() }),
  });
  await setAnalysis(tx, id, JSON.stringify(analysis));
};
