import { ActivityCategory, ingestLimits, type ActivityHistogram } from '@taffrail/contract';
import { findDays, type ZoneDay } from '../../platform/db/calendar.ts';
import { cover } from '../../platform/time/coverage.ts';
import type { TimeRange } from '../../platform/time/time-range.ts';
import { accessOf } from '../selection/conditions.sql.ts';
import {
  countFromRollups,
  countRows,
  estimateCount,
  unitSecondsOf,
  type CountRow,
  type Grouping,
  type RollupScope,
} from './counts.store.ts';
import type { LogContext } from '../log-context.ts';
import { searchBack, type Patience } from '../reading/search.ts';
import type { Selection } from '../selection/selection.ts';
import { chooseStep, daySeconds, makeGrid, type Grid } from './grid.ts';

export interface HistogramContext extends LogContext {
  readonly reportingTimeZone: string;
}

/** Up to this width, minutes can be told apart, if so few rows are to be read for it. */
const shortMs = 6 * 3_600_000;
const mostRowsOfShort = 20_000;
/** Where no rollup has the answer, counting ends here: the total is a minimum then. */
const mostCounted = 10_000;

const finestSeconds = 60;

/** What the rollups can answer: nothing but organization and actions may be asked for. */
const rollupScopeOf = (selection: Selection): RollupScope | undefined => {
  const { organizationId, actions } = selection;
  const { by, rest } = accessOf({ ...selection, organizationId: undefined, actions: undefined });
  return by || rest ? undefined : { organizationId, actions };
};

const toHistogram = (
  grid: Grid,
  counted: readonly CountRow[],
  complete: boolean,
): ActivityHistogram => {
  const counts = new Map(grid.buckets.map(({ key }) => [key, new Map<ActivityCategory, number>()]));
  let total = 0;
  for (const { key, category, count } of counted) {
    const bucket = counts.get(key);
    const known = ActivityCategory.parse(category);
    bucket?.set(known, (bucket.get(known) ?? 0) + count);
    total += count;
  }
  const buckets = grid.buckets.map(({ key, at }) => ({
    at: at.toISOString(),
    counts: Object.fromEntries(counts.get(key) ?? []),
  }));
  return { stepSeconds: grid.stepSeconds, buckets, total, complete };
};

/** The buckets, how SQL groups by them, and the days, which only days as buckets need. */
const divide = async (
  { db, reportingTimeZone }: HistogramContext,
  range: TimeRange,
  stepSeconds: number,
): Promise<{ grid: Grid; grouping: Grouping; days: readonly ZoneDay[] }> => {
  const byDay = stepSeconds === daySeconds;
  const days = byDay ? await findDays(db, range, reportingTimeZone) : [];
  return {
    grid: makeGrid(range, stepSeconds, days),
    grouping: byDay ? { timeZone: reportingTimeZone } : { stepSeconds },
    days,
  };
};

const countByRollups = async (
  context: HistogramContext,
  range: TimeRange,
  scope: RollupScope,
): Promise<ActivityHistogram> => {
  const { db } = context;
  const unitSeconds = unitSecondsOf(scope);
  const isShort =
    range.to.getTime() - range.from.getTime() <= shortMs &&
    (await estimateCount(db, range, scope)) <= mostRowsOfShort;
  const stepSeconds = chooseStep(range, isShort ? finestSeconds : unitSeconds);
  const { grid, grouping, days } = await divide(context, range, stepSeconds);
  const coverage = isShort
    ? { days: undefined, units: [], rows: [range] }
    : cover(range, days, unitSeconds * 1_000);
  return toHistogram(grid, await countFromRollups(db, coverage, scope, grouping), true);
};

const countByRows = async (
  context: HistogramContext,
  range: TimeRange,
  selection: Selection,
  patience: Patience,
): Promise<ActivityHistogram> => {
  const { grid, grouping } = await divide(context, range, chooseStep(range, finestSeconds));
  const access = accessOf(selection);
  const search = { access, stretch: { ...range, after: undefined }, patience };
  const counted: CountRow[] = [];
  let total = 0;
  let isCut = false;
  const searchedTo = await searchBack(
    context,
    access.rest ? search : { ...search, firstRows: mostCounted },
    async (trx, part) => {
      const rows = await countRows(trx, access, part, grouping);
      counted.push(...rows);
      total += rows.reduce((sum, { count }) => sum + count, 0);
      isCut = total >= mostCounted && part.from > range.from;
      return isCut ? 'enough' : 'go on';
    },
  );
  return toHistogram(grid, counted, !isCut && searchedTo === undefined);
};

/** How many actions of a selection over time, by category. */
export const countOverTime = async (
  context: HistogramContext,
  selection: Selection & { readonly to: Date },
  patience: Patience,
): Promise<ActivityHistogram> => {
  const latest = context.clock.now().getTime() + ingestLimits.aheadMs;
  const to = new Date(Math.min(selection.to.getTime(), latest));
  const range = { from: selection.from, to };
  if (range.from >= to)
    return { stepSeconds: finestSeconds, buckets: [], total: 0, complete: true };
  const scope = rollupScopeOf(selection);
  return scope
    ? countByRollups(context, range, scope)
    : countByRows(context, range, selection, patience);
};
