import type { ApiMetrics, ApiMetricsQuery, RequestFigures } from '@taffrail/contract';
import { StatusClass } from '@taffrail/contract';
import { findDays, type ZoneDay } from '../platform/db/calendar.ts';
import type { Transaction } from '../platform/db/database.ts';
import { raise } from '../platform/http/api-error.ts';
import type { AppContext } from '../slice.ts';
import { readRollups, type RequestScope } from './api-metrics.store.ts';
import { cover, widen, type Step, type TimeRange } from './cover.ts';
import { addUp, addUpByGroup, addUpByMoment, noRequests, type GroupFigures } from './figures.ts';
import { minuteDays } from './partitions.ts';

export { findFirstRequestDay } from './first-request-day.store.ts';
export { cutAlike, readRequestsByDay, type Calendar } from './read-requests-by-day.ts';

type ApiMetricsContext = Pick<AppContext, 'db' | 'clock' | 'reportingTimeZone'>;

const dayMs = 86_400_000;
const stepMs = { minute: 60_000, hour: 3_600_000, day: dayMs } as const;
const longestRangeMs = 3_660 * dayMs;
const mostMoments = 200;
const mostGroups = 200;
/** Of a reporting time zone's day around a change of clocks. */
const longestDayMs = 25 * stepMs.hour;

const lengthOf = ({ from, to }: TimeRange): number => to.getTime() - from.getTime();

const periodBefore = (range: TimeRange): TimeRange => ({
  from: new Date(range.from.getTime() - lengthOf(range)),
  to: range.from,
});

const readRange = ({ from, to }: ApiMetricsQuery, now: Date): TimeRange => {
  const end = to === undefined ? now : new Date(to);
  const start = from === undefined ? new Date(end.getTime() - dayMs) : new Date(from);
  if (start >= end) raise('invalid_request', { details: { from: 'must be before to' } });
  if (end.getTime() - start.getTime() > longestRangeMs)
    raise('invalid_request', { details: { from: 'must be at most ten years before to' } });
  return { from: start, to: end };
};

/** The finest step of which there are enough moments and not too many. */
const chooseStep = (range: TimeRange, now: Date): Step => {
  const moments = (step: Step): number => lengthOf(range) / stepMs[step] + 1;
  const hasMinutes = range.from.getTime() >= now.getTime() - minuteDays * dayMs;
  if (hasMinutes && moments('minute') <= mostMoments) return 'minute';
  return moments('hour') <= mostMoments ? 'hour' : 'day';
};

const toMoments = (
  range: TimeRange,
  step: Step,
  days: readonly ZoneDay[],
): { key: string; at: Date }[] => {
  if (step === 'day')
    return days
      .filter(({ startsAt }, index) => {
        const end = days[index + 1]?.startsAt;
        return startsAt < range.to && end !== undefined && end > range.from;
      })
      .map(({ day, startsAt }) => ({ key: day, at: startsAt }));
  const [hours] = cover(range, days, 'hour').hours;
  const width = stepMs[step];
  // Hours begin as those of the time zone do.
  const phase = step === 'hour' ? (hours?.from.getTime() ?? 0) % width : 0;
  const first = Math.floor((range.from.getTime() - phase) / width) * width + phase;
  const count = Math.ceil((range.to.getTime() - first) / width);
  return Array.from({ length: count }, (_, index) => {
    const at = new Date(first + index * width);
    return { key: String(at.getTime() / 1_000), at };
  });
};

/** Most requests first. */
const sortGroups = (groups: ReadonlyMap<string, GroupFigures>): [string, GroupFigures][] =>
  [...groups].sort(
    ([a, { figures: one }], [b, { figures: other }]) =>
      other.requests - one.requests || (a < b ? -1 : 1),
  );

const totalOf = (groups: ReadonlyMap<string, GroupFigures>): RequestFigures =>
  addUp(groups.values().map(({ figures }) => figures));

/** All of one snapshot: the figures of an answer agree with each other. */
export const readApiMetrics = async (
  { db, clock, reportingTimeZone: timeZone }: ApiMetricsContext,
  query: ApiMetricsQuery,
): Promise<ApiMetrics> => {
  const now = clock.now();
  const asked = readRange(query, now);
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute((trx) => readAt(trx, { now, asked, timeZone, query }));
};

interface Asked {
  readonly now: Date;
  readonly asked: TimeRange;
  readonly timeZone: string;
  readonly query: ApiMetricsQuery;
}

const readAt = async (
  trx: Transaction,
  { now, asked, timeZone, query }: Asked,
): Promise<ApiMetrics> => {
  const scope: RequestScope = {
    endpoint: query.endpoint,
    method: query.method,
    statusClass: query.statusClass,
  };
  const reach = {
    from: new Date(asked.from.getTime() - lengthOf(asked) - longestDayMs),
    to: new Date(asked.to.getTime() + longestDayMs),
  };
  const days = await findDays(trx, reach, timeZone);
  const range = widen(asked, days, now);
  const previousRange =
    query.compare === 'previous' ? widen(periodBefore(range), days, now) : undefined;
  const step = chooseStep(range, now);

  const rollups = (of: TimeRange) =>
    readRollups(trx, cover(of, days, 'week'), scope, { groupBy: query.groupBy });
  const current = await rollups(range);
  const previous = previousRange ? await rollups(previousRange) : undefined;
  const series = await readRollups(trx, cover(range, days, step), scope, { step, timeZone });

  const groups = addUpByGroup(current, query.groupBy);
  const before = previous && addUpByGroup(previous, query.groupBy);
  const byMoment = addUpByMoment(series);
  return {
    asOf: now.toISOString(),
    range: toRange(range),
    previousRange: previousRange ? toRange(previousRange) : null,
    totals: totalOf(groups),
    previousTotals: before ? totalOf(before) : null,
    groups: sortGroups(groups)
      .slice(0, mostGroups)
      .map(([key, { group, figures }]) => ({
        endpoint: group.endpoint,
        method: group.method,
        statusClass:
          group.statusHundreds === null ? null : StatusClass.parse(`${group.statusHundreds}xx`),
        ...figures.toFigures(),
        previous: before ? (before.get(key)?.figures.toFigures() ?? noRequests) : null,
      })),
    groupCount: groups.size,
    stepSeconds: stepMs[step] / 1_000,
    series: toMoments(range, step, days).map(({ key, at }) => ({
      at: at.toISOString(),
      ...(byMoment.get(key)?.toFigures() ?? noRequests),
    })),
  };
};

const toRange = ({ from, to }: TimeRange): ApiMetrics['range'] => ({
  from: from.toISOString(),
  to: to.toISOString(),
});
