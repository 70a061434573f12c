import type { PipelineHealth, PipelineRange, PipelineStage } from '@taffrail/contract';
import { readSnapshot } from '../../platform/db/snapshot.ts';
import { raise } from '../../platform/http/api-error.ts';
import { percentileOf } from '../../platform/latency-histogram.ts';
import { hourMs, dayMs, toIsoRange } from '../../platform/time/time-range.ts';
import { listFailedRows, listSlowestRows } from '../runs/runs.store.ts';
import { toRun } from '../runs/to-run.ts';
import { findErrorSamples } from './errors.store.ts';
import { scoreHealth, toHealthParts } from './health-score.ts';
import { countInFlight } from './in-flight.store.ts';
import type { PipelinesContext } from './read-pipelines.ts';
import {
  listPipelineNames,
  listStages,
  sumStages,
  type KnownStage,
  type StageSums,
} from './rollups.store.ts';
import { findSpan, type Span } from './span.ts';
import { Tally } from './tally.ts';
import { countErrors, toPipelineError } from './top-errors.ts';

const mostRuns = 10;
/** A stage that was not met for so long is no longer one of the pipeline. */
const stageDays = 30;

interface Sums {
  readonly current: Tally;
  readonly compared: Tally;
}

/** @param rows of one stage, or of the runs */
const toSums = (rows: readonly StageSums[]): Sums => {
  const sums = { current: new Tally(), compared: new Tally() };
  for (const row of rows) (row.is_current ? sums.current : sums.compared).add(row);
  return sums;
};

/** @param rows of one stage: each hour or day has one at most */
const toSeries = (span: Span, rows: readonly StageSums[]): PipelineStage['series'] => {
  const current = new Map<number, StageSums>();
  const compared = new Map<number, StageSums>();
  for (const row of rows) (row.is_current ? current : compared).set(row.moment, row);
  return span.current.moments.map((_, moment) => {
    const now = current.get(moment);
    const before = compared.get(moment);
    return {
      succeeded: now?.succeeded ?? 0,
      failed: now?.failed ?? 0,
      p50Ms: now ? percentileOf(now.histogram, 0.5) : null,
      p95Ms: now ? percentileOf(now.histogram, 0.95) : null,
      comparedP95Ms: before ? percentileOf(before.histogram, 0.95) : null,
    };
  });
};

/** Those that ran in either stretch but are not known as the pipeline's any more stand last. */
const allStages = (
  known: readonly KnownStage[],
  bySums: ReadonlyMap<string, unknown>,
): KnownStage[] => {
  const names = new Set(known.map(({ stage }) => stage));
  const others = [...bySums.keys()].filter((stage) => stage !== '' && !names.has(stage));
  return [...known, ...others.sort().map((stage) => ({ stage, position: null }))];
};

/** All of one snapshot: the figures of an answer agree with each other. */
export const readPipelineHealth = (
  { db, clock, product, reportingTimeZone: timeZone }: PipelinesContext,
  { pipeline, range }: { pipeline: string; range: PipelineRange },
): Promise<PipelineHealth> => {
  const now = clock.now();
  const expected = product.pipelines?.[pipeline];
  return readSnapshot(db, async (trx) => {
    const names = await listPipelineNames(trx);
    if (!names.includes(pipeline)) return raise('not_found');
    const span = await findSpan(trx, range, now, timeZone);
    const rows = await sumStages(trx, span, pipeline);
    const known = await listStages(trx, pipeline, new Date(now.getTime() - stageDays * dayMs));
    const inFlight = (await countInFlight(trx, now)).get(pipeline);
    const errors = countErrors(rows);
    const samples = await findErrorSamples(trx, pipeline, span.current, errors);
    const slowest = await listSlowestRows(trx, pipeline, span.current, mostRuns);
    const failed = await listFailedRows(trx, pipeline, span.current, mostRuns);

    const byStage = Map.groupBy(rows, ({ stage }) => stage);
    const runs = toSums(byStage.get('') ?? []);
    const stages = toSums(rows.filter(({ stage }) => stage !== ''));
    const scoreOf = (when: keyof Sums) =>
      scoreHealth(toHealthParts(runs[when], stages[when], expected?.targetMs));
    return {
      asOf: now.toISOString(),
      timeZone,
      range: toIsoRange(span.current),
      comparedRange: toIsoRange(span.compared),
      stepSeconds: (span.unit === 'hour' ? hourMs : dayMs) / 1_000,
      moments: span.current.moments.map((at) => at.toISOString()),
      pipeline: {
        pipeline,
        title: expected?.title ?? pipeline,
        runs: runs.current.toFigures(),
        comparedRuns: runs.compared.toFigures(),
        health: scoreOf('current'),
        comparedHealth: scoreOf('compared'),
        targetMs: expected?.targetMs ?? null,
        inFlight: inFlight?.inFlight ?? 0,
        stalled: inFlight?.stalled ?? 0,
      },
      stages: allStages(known, byStage).map(({ stage, position }) => {
        const own = byStage.get(stage) ?? [];
        const { current, compared } = toSums(own);
        const target = expected?.stages?.[stage];
        return {
          stage,
          title: target?.title ?? stage,
          position,
          figures: current.toFigures(),
          compared: compared.toFigures(),
          targetMs: target?.targetMs ?? null,
          series: toSeries(span, own),
        };
      }),
      errors: errors.map((error) => toPipelineError(error, samples)),
      slowestRuns: slowest.map((row) => toRun(row, now)),
      failedRuns: failed.map((row) => toRun(row, now)),
    };
  });
};
