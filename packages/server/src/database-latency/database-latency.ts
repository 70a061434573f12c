import type { DatabaseLatency, DatabaseLatencyQuery, DatabaseState } from '@taffrail/contract';
import { ProbedDatabase } from '@taffrail/contract';
import { findDays, type ZoneDay } from '../platform/db/calendar.ts';
import type { Transaction } from '../platform/db/database.ts';
import { findDaysBefore } from '../platform/db/days-before.ts';
import { readSnapshot } from '../platform/db/snapshot.ts';
import { chooseStep, phaseOf, toMoments } from '../platform/time/steps.ts';
import {
  isEmpty,
  periodBefore,
  reachOf,
  readRange,
  toIsoRange,
  untilNow,
  type TimeRange,
} from '../platform/time/time-range.ts';
import type { AppContext } from '../slice.ts';
import {
  findLatestRounds,
  readLatency,
  type LatencyRow,
  type LatestRound,
} from './database-latency.store.ts';
import { toFigures, toSeries } from './figures.ts';
import { createGrid } from './moments.ts';

type LatencyContext = Pick<AppContext, 'db' | 'clock' | 'reportingTimeZone' | 'productDatabase'>;

const longest = { days: 366, words: 'a year' } as const;
/** A round begins with each minute and takes seconds; two may be missed before that is news. */
const freshMs = 3 * 60_000;

const stateOf = (
  latest: LatestRound | undefined,
  isConfigured: boolean,
  now: Date,
): DatabaseState => {
  if (!isConfigured) return 'not_configured';
  if (!latest || now.getTime() - latest.at.getTime() > freshMs) return 'no_data';
  return latest.failure === null ? 'ok' : 'failing';
};

interface Period {
  readonly range: TimeRange;
  readonly moments: readonly Date[];
  readonly rows: readonly LatencyRow[];
}

type Described = DatabaseLatency['databases'][number];

const describe = (
  database: ProbedDatabase,
  current: Period,
  previous: Period | null,
): Pick<Described, 'totals' | 'previousTotals' | 'series' | 'previousSeries'> => {
  const own = ({ rows }: Period) => rows.filter((row) => row.database === database);
  const series = (period: Period) => toSeries(period.moments, own(period));
  return {
    totals: toFigures(own(current)),
    previousTotals: previous && toFigures(own(previous)),
    series: series(current),
    previousSeries: previous && series(previous),
  };
};

interface Asked {
  readonly now: Date;
  readonly range: TimeRange;
  readonly compare: DatabaseLatencyQuery['compare'];
  readonly days: readonly ZoneDay[];
  readonly timeZone: string;
}

/** What a widened range is compared with. */
const findPrevious = async (
  trx: Transaction,
  { now, range, compare, days, timeZone }: Asked,
): Promise<TimeRange | null> => {
  if (compare === 'none') return null;
  if (compare === 'previous') return periodBefore(range);
  const past = untilNow(range, now);
  return isEmpty(past) ? null : findDaysBefore(trx, past, days, timeZone);
};

/** All of one snapshot: the figures of an answer agree with each other. */
export const readDatabaseLatency = (
  { db, clock, reportingTimeZone: timeZone, productDatabase }: LatencyContext,
  query: DatabaseLatencyQuery,
): Promise<DatabaseLatency> => {
  const now = clock.now();
  const asked = readRange(query, now, longest);
  return readSnapshot(db, async (trx) => {
    const days = await findDays(trx, reachOf(asked), timeZone);
    const grid = createGrid(now, phaseOf(days));
    const range = grid.widen(asked);
    const step = chooseStep(range, grid.minutesFrom);
    const read = async (of: TimeRange): Promise<Period> => {
      const moments = toMoments(of, step, days);
      return { range: of, moments, rows: await readLatency(trx, grid.cover(of, step), moments) };
    };
    const current = await read(range);
    const before = await findPrevious(trx, { now, range, compare: query.compare, days, timeZone });
    const previous = before && (await read(grid.widen(before)));
    const latest = await findLatestRounds(trx);
    return {
      asOf: now.toISOString(),
      range: toIsoRange(range),
      previousRange: previous && toIsoRange(previous.range),
      stepSeconds: step / 1_000,
      databases: ProbedDatabase.options.map((database) => {
        const round = latest.find((one) => one.database === database);
        const isConfigured = database === 'console' || productDatabase !== undefined;
        return {
          database,
          state: stateOf(round, isConfigured, now),
          lastProbedAt: round?.at.toISOString() ?? null,
          failure: round?.failure ?? null,
          ...describe(database, current, previous),
        };
      }),
    };
  });
};
