import type { DatabaseLatency, DatabaseLatencyQuery, DatabaseState } from '@taffrail/contract';
import { ProbedDatabase } from '@taffrail/contract';
import { findDays } from '../platform/db/calendar.ts';
import { raise } from '../platform/http/api-error.ts';
import type { AppContext } from '../slice.ts';
import {
  findLatestRounds,
  readLatency,
  type LatencyRow,
  type LatestRound,
} from './database-latency.store.ts';
import { toFigures, toSeries } from './figures.ts';
import { createGrid, dayMs, hourMs, type TimeRange } from './moments.ts';

type LatencyContext = Pick<AppContext, 'db' | 'clock' | 'reportingTimeZone' | 'productDatabase'>;

const longestRangeMs = 366 * dayMs;
/** A round begins with each minute and takes seconds; two may be missed before that is news. */
const freshMs = 3 * 60_000;
/** Of a reporting time zone's day around a change of clocks. */
const longestDayMs = 25 * hourMs;

const readRange = ({ from, to }: DatabaseLatencyQuery, now: Date): TimeRange => {
  const end = to === undefined ? now : new Date(to);
  const start = from === undefined ? new Date(end.getTime() - dayMs) : new Date(from);
  if (start >= end) raise('invalid_request', { details: { from: 'must be before to' } });
  if (end.getTime() - start.getTime() > longestRangeMs)
    raise('invalid_request', { details: { from: 'must be at most a year before to' } });
  return { from: start, to: end };
};

const stateOf = (
  latest: LatestRound | undefined,
  isConfigured: boolean,
  now: Date,
): DatabaseState => {
  if (!isConfigured) return 'not_configured';
  if (!latest || now.getTime() - latest.at.getTime() > freshMs) return 'no_data';
  return latest.failure === null ? 'ok' : 'failing';
};

const lengthOf = ({ from, to }: TimeRange): number => to.getTime() - from.getTime();

const periodBefore = (range: TimeRange): TimeRange => ({
  from: new Date(range.from.getTime() - lengthOf(range)),
  to: range.from,
});

/** Both periods, with a day on either side. */
const reachOf = (range: TimeRange): TimeRange => ({
  from: new Date(range.from.getTime() - lengthOf(range) - longestDayMs),
  to: new Date(range.to.getTime() + longestDayMs),
});

const toRange = ({ from, to }: TimeRange): DatabaseLatency['range'] => ({
  from: from.toISOString(),
  to: to.toISOString(),
});

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

/** All of one snapshot: the figures of an answer agree with each other. */
export const readDatabaseLatency = async (
  { db, clock, reportingTimeZone, productDatabase }: LatencyContext,
  query: DatabaseLatencyQuery,
): Promise<DatabaseLatency> => {
  const now = clock.now();
  const asked = readRange(query, now);
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (trx) => {
      const days = await findDays(trx, reachOf(asked), reportingTimeZone);
      const grid = createGrid(now, (days[0]?.startsAt.getTime() ?? 0) % hourMs);
      const range = grid.widen(asked);
      const step = grid.chooseStep(range);
      const read = async (of: TimeRange): Promise<Period> => ({
        range: of,
        moments: grid.toMoments(of, step, days),
        rows: await readLatency(trx, grid.cover(of, step)),
      });
      const current = await read(range);
      const previous =
        query.compare === 'none' ? null : await read(grid.widen(periodBefore(range)));
      const latest = await findLatestRounds(trx);
      return {
        asOf: now.toISOString(),
        range: toRange(range),
        previousRange: previous && toRange(previous.range),
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
