import type { PipelineList, PipelineRange } from '@taffrail/contract';
import { readSnapshot } from '../../platform/db/snapshot.ts';
import { toIsoRange } from '../../platform/time/time-range.ts';
import type { AppContext } from '../../slice.ts';
import { addHealthParts, scoreHealth, toHealthParts } from './health-score.ts';
import { countInFlight, type InFlight } from './in-flight.store.ts';
import { countRunsOverTime, listPipelineNames, sumPipelines } from './rollups.store.ts';
import { findSpan } from './span.ts';
import { Tallies, Tally } from './tally.ts';

export type PipelinesContext = Pick<AppContext, 'db' | 'clock' | 'product' | 'reportingTimeZone'>;

const none: InFlight = { inFlight: 0, stalled: 0 };
const noRuns = { succeeded: 0, failed: 0 };

const addInFlight = (all: Iterable<InFlight>): InFlight => {
  let [inFlight, stalled] = [0, 0];
  for (const one of all) {
    inFlight += one.inFlight;
    stalled += one.stalled;
  }
  return { inFlight, stalled };
};

const keyOf = (pipeline: string, isRun: boolean, isCurrent: boolean): string =>
  `${isRun ? 'run' : 'stage'} ${isCurrent ? 'current' : 'compared'} ${pipeline}`;

/** All of one snapshot: the figures of an answer agree with each other. */
export const readPipelines = (
  { db, clock, product, reportingTimeZone: timeZone }: PipelinesContext,
  range: PipelineRange,
): Promise<PipelineList> => {
  const now = clock.now();
  return readSnapshot(db, async (trx) => {
    const span = await findSpan(trx, range, now, timeZone);
    const names = await listPipelineNames(trx);
    const sums = await sumPipelines(trx, span);
    const overTime = await countRunsOverTime(trx, span);
    const inFlight = await countInFlight(trx, now);

    const tallies = new Tallies<string>();
    const overall = { current: new Tally(), compared: new Tally() };
    for (const row of sums) {
      tallies.of(keyOf(row.pipeline, row.is_run, row.is_current)).add(row);
      if (row.is_run) (row.is_current ? overall.current : overall.compared).add(row);
    }
    const partsOf = (pipeline: string, isCurrent: boolean) =>
      toHealthParts(
        tallies.of(keyOf(pipeline, true, isCurrent)),
        tallies.of(keyOf(pipeline, false, isCurrent)),
        product.pipelines?.[pipeline]?.targetMs,
      );
    const scoreAll = (isCurrent: boolean) =>
      scoreHealth(addHealthParts(names.map((pipeline) => partsOf(pipeline, isCurrent))));

    const items = names.map((pipeline) => ({
      pipeline,
      title: product.pipelines?.[pipeline]?.title ?? pipeline,
      runs: tallies.of(keyOf(pipeline, true, true)).toFigures(),
      comparedRuns: tallies.of(keyOf(pipeline, true, false)).toFigures(),
      health: scoreHealth(partsOf(pipeline, true)),
      ...(inFlight.get(pipeline) ?? none),
    }));
    const endedOf = ({ runs: { counts } }: (typeof items)[number]): number =>
      counts.succeeded + counts.failed;
    return {
      asOf: now.toISOString(),
      timeZone,
      range: toIsoRange(span.current),
      comparedRange: toIsoRange(span.compared),
      overall: {
        runs: overall.current.toFigures(),
        comparedRuns: overall.compared.toFigures(),
        health: scoreAll(true),
        comparedHealth: scoreAll(false),
        ...addInFlight(inFlight.values()),
        series: span.current.moments.map((at, moment) => {
          const { succeeded, failed } = overTime.find((one) => one.moment === moment) ?? noRuns;
          return { at: at.toISOString(), succeeded, failed };
        }),
      },
      items: items.sort((a, b) => endedOf(b) - endedOf(a) || a.pipeline.localeCompare(b.pipeline)),
    };
  });
};
