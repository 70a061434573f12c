import type { IntegritySeverity, IntegrityThresholds, ProductFailure } from '@taffrail/contract';
import type pg from 'pg';
import { answerOf, askInTurn, type Answer } from '../platform/db/foreign/ask-database.ts';
import type { SliceJobs } from '../slice.ts';
import type { Found } from './affected/count-affected.store.ts';
import { findChecks, type Check } from './find-checks.ts';
import { startProgress } from './progress.ts';
import { findSetThresholds } from './thresholds/thresholds.store.ts';
import { recordFailedRun, recordRun, withRunLock, type ResultOf, type Run } from './runs.store.ts';

/** One of a worker's two hands is busy no longer than this, and one statement more. */
const withinMs = 120_000;

const nothingConfigured = { references: [], checks: [] };

const severityOf = (
  { warnAbove, errorAbove }: IntegrityThresholds,
  { count, hasNothingToCheck }: Found,
): IntegritySeverity => {
  if (count > errorAbove) return 'error';
  if (count > warnAbove) return 'warning';
  return hasNothingToCheck ? 'nothing_to_check' : 'ok';
};

const unknown = (failure: ProductFailure, message: string | null) => ({
  severity: 'unknown' as const,
  count: null,
  sampleIds: [],
  failure,
  message,
});

const toResult = (
  check: Check,
  answer: Answer<Found>,
  thresholds: IntegrityThresholds,
): Omit<ResultOf, 'durationMs'> => {
  if (!check.find) return { check, ...unknown('unsupported', null) };
  if (!answer.ok) return { check, ...unknown(answer.failure, answer.message) };
  const { count, sampleIds } = answer.value;
  const severity = severityOf(thresholds, answer.value);
  return { check, severity, count, sampleIds, failure: null, message: null };
};

const coverageOf = (results: readonly ResultOf[]): Run['declared'] => ({
  total: results.length,
  checked: results.filter(({ severity }) => severity !== 'unknown').length,
});

const countOf = (results: readonly ResultOf[]): Pick<Run, 'declared' | 'configured'> => ({
  declared: coverageOf(results.filter(({ check }) => check.kind === 'foreign_key')),
  configured: coverageOf(results.filter(({ check }) => check.kind !== 'foreign_key')),
});

const nothingFound: Found = { count: 0, sampleIds: [], hasNothingToCheck: true };

type RunContext = Pick<SliceJobs, 'owner' | 'product' | 'clock' | 'changes'>;

const runAll = async (
  { owner, product, clock, changes }: RunContext,
  productDatabase: pg.Pool,
  signal: AbortSignal | undefined,
): Promise<void> => {
  const startedAt = clock.now();
  const { integrity = nothingConfigured } = product;
  const found = await answerOf(findChecks(productDatabase, integrity));
  if (!found.ok) {
    const { failure, message } = found;
    const configured = integrity.references.length + integrity.checks.length;
    const run = { startedAt, finishedAt: clock.now(), failure, message, configured };
    await recordFailedRun(owner, run);
    return;
  }
  const run = { startedAt, total: found.value.length };
  const progress = startProgress(owner, run, () => changes.announce('integrity'));
  const answered = await askInTurn(
    found.value,
    async ({ find }) => {
      try {
        return find ? await find(productDatabase) : nothingFound;
      } finally {
        await progress.step();
      }
    },
    { withinMs, signal },
  );
  await progress.end();
  const thresholds = await findSetThresholds(owner);
  const results = answered.map(({ item, answer, durationMs }) => ({
    ...toResult(item, answer, thresholds.get(item.key) ?? item),
    durationMs,
  }));
  await recordRun(owner, { startedAt, finishedAt: clock.now(), ...countOf(results), results });
};

/** Checks all that is declared and configured, once at a time; nothing without a product's database. */
export const runChecks = async (
  jobs: Omit<SliceJobs, 'partitions' | 'log' | 'reportingTimeZone'>,
  signal?: AbortSignal,
): Promise<void> => {
  const { owner, productDatabase, changes } = jobs;
  if (!productDatabase) return;
  await withRunLock(owner, async () => {
    await runAll(jobs, productDatabase, signal);
    changes.announce('integrity');
  });
};
