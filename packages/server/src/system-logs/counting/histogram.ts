import {
  ingestLimits,
  LogLevel,
  type SystemLogFilter,
  type SystemLogHistogram,
} from '@taffrail/contract';
import { findDays, type ZoneDay } from '../../platform/db/calendar.ts';
import { isStatementTimeout } from '../../platform/db/failures.ts';
import { limitStatements } from '../../platform/db/statement-limit.ts';
import type { Cursor } from '../../platform/http/cursor.ts';
import { usualPatience, type Patience } from '../../platform/reading/read-in-parts.ts';
import { cover } from '../../platform/time/coverage.ts';
import { chooseStep, toMoments } from '../../platform/time/steps.ts';
import {
  dayMs,
  hourMs,
  isEmpty,
  lengthOf,
  type TimeRange,
} from '../../platform/time/time-range.ts';
import type { AppContext } from '../../slice.ts';
import { beginOf } from '../read-page.ts';
import { accessTo } from '../system-logs.store.ts';
import {
  countFromRollups,
  countLogPart,
  estimateCount,
  unitMs,
  type CountRow,
  type Division,
  type RollupScope,
} from './counts.store.ts';

type HistogramContext = Pick<AppContext, 'db' | 'clock' | 'reportingTimeZone'>;

/** Up to this width, minutes can be told apart, if so few rows are to be read for it. */
const shortMs = 6 * hourMs;
const mostRowsOfShort = 20_000;
/** Where no rollup has the answer, counting ends here: the total is a minimum then. */
const mostCounted = 10_000;

/** The steps of a histogram: when each begins, and how SQL names it. */
interface Grid {
  readonly stepMs: number;
  readonly division: Division;
  readonly days: readonly ZoneDay[];
  readonly steps: readonly { readonly key: string; readonly at: Date }[];
}

const makeGrid = (
  range: TimeRange,
  stepMs: number,
  days: readonly ZoneDay[],
  timeZone: string,
): Grid => {
  const moments = toMoments(range, stepMs, days);
  if (stepMs < dayMs) {
    const steps = moments.map((at) => ({ key: String(at.getTime()), at }));
    return { stepMs, division: { stepMs, origin: moments[0] ?? range.from }, days: [], steps };
  }
  const dayOf = new Map(days.map(({ day, startsAt }) => [startsAt.getTime(), day]));
  const steps = moments.map((at) => ({ key: dayOf.get(at.getTime()) ?? '', at }));
  return { stepMs, division: { timeZone }, days, steps };
};

const toHistogram = (
  { stepMs, steps }: Grid,
  counted: readonly CountRow[],
  complete: boolean,
): SystemLogHistogram => {
  const counts = new Map(steps.map(({ key }) => [key, new Map<LogLevel, number>()]));
  let total = 0;
  for (const { key, level, count } of counted) {
    const known = LogLevel.parse(level);
    const step = counts.get(key);
    step?.set(known, (step.get(known) ?? 0) + count);
    total += count;
  }
  const buckets = steps.map(({ key, at }) => ({
    at: at.toISOString(),
    counts: Object.fromEntries(counts.get(key) ?? []),
  }));
  return { stepSeconds: stepMs / 1_000, buckets, total, complete };
};

/** What the rollups can answer: nothing but level and writer may be asked for. */
const rollupScopeOf = ({ level, writtenBy, ...more }: SystemLogFilter): RollupScope | undefined => {
  const { source, fingerprint, traceId, q = '' } = more;
  if ([source, fingerprint, traceId].some((value) => value !== undefined) || q !== '')
    return undefined;
  return { level, isOwn: writtenBy === undefined ? undefined : writtenBy === 'taffrail' };
};

interface Counting {
  readonly context: HistogramContext;
  readonly range: TimeRange;
  readonly days: readonly ZoneDay[];
}

const countByRollups = async (
  { context: { db, reportingTimeZone }, range, days }: Counting,
  scope: RollupScope,
): Promise<SystemLogHistogram> => {
  const finestMs = chooseStep(range, range.from);
  const isShort =
    finestMs < unitMs &&
    lengthOf(range) <= shortMs &&
    (await estimateCount(db, range, scope)) <= mostRowsOfShort;
  const stepMs = isShort ? finestMs : Math.max(finestMs, unitMs);
  const grid = makeGrid(range, stepMs, days, reportingTimeZone);
  const coverage = isShort
    ? { days: undefined, units: [], rows: [range] }
    : cover(range, grid.days, unitMs);
  return toHistogram(grid, await countFromRollups(db, coverage, scope, grid.division), true);
};

/** Newest first, part by part, until enough was counted or the time is up. */
const countByRows = async (
  { context: { db, reportingTimeZone }, range, days }: Counting,
  filter: SystemLogFilter,
  patience: Patience,
): Promise<SystemLogHistogram> => {
  const grid = makeGrid(range, chooseStep(range, range.from), days, reportingTimeZone);
  const access = accessTo(filter);
  const look = access.rest.length === 0 ? mostCounted : patience.partRows;
  const timeIsUp = AbortSignal.timeout(patience.searchMs);
  const counted: CountRow[] = [];
  let total = 0;
  let end: Cursor | undefined;
  try {
    await db.transaction().execute(async (trx) => {
      await limitStatements(trx, patience.statementMs);
      do {
        const stretch = { ...range, after: end };
        const { division } = grid;
        const part = await countLogPart(trx, access, stretch, { look, division });
        counted.push(...part.counts);
        total += part.counts.reduce((sum, { count }) => sum + count, 0);
        end = part.end;
      } while (end && total < mostCounted && !timeIsUp.aborted);
    });
  } catch (error) {
    // A part that alone took too long ends the count before it; the first one fails it.
    if (!end || !isStatementTimeout(error)) throw error;
  }
  return toHistogram(grid, counted, end === undefined);
};

/** How many logs there were over time, by level. */
export const countLogsOverTime = async (
  context: HistogramContext,
  filter: SystemLogFilter & { readonly to: string },
  patience = usualPatience,
): Promise<SystemLogHistogram> => {
  const { db, clock, reportingTimeZone } = context;
  const now = clock.now();
  const latest = new Date(now.getTime() + ingestLimits.aheadMs);
  const asked = new Date(filter.to);
  const range = { from: beginOf(filter, now), to: asked < latest ? asked : latest };
  if (isEmpty(range)) return { stepSeconds: 60, buckets: [], total: 0, complete: true };
  const days = await findDays(db, range, reportingTimeZone);
  const counting = { context, range, days };
  const scope = rollupScopeOf(filter);
  return scope ? countByRollups(counting, scope) : countByRows(counting, filter, patience);
};
