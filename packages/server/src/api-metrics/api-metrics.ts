import type { ApiMetrics, ApiMetricsQuery, RequestFigures } from '@taffrail/contract';
import { StatusClass } from '@taffrail/contract';
import { findDays } from '../platform/db/calendar.ts';
import { readSnapshot } from '../platform/db/snapshot.ts';
import { chooseStep } from '../platform/time/steps.ts';
import {
  dayMs,
  reachOf,
  readRange,
  toIsoRange,
  type TimeRange,
} from '../platform/time/time-range.ts';
import type { AppContext } from '../slice.ts';
import { readRollups } from './api-metrics.store.ts';
import { cover, readingEnd, widen, type Cover } from './cover.ts';
import { addUp, addUpByGroup, noRequests, type GroupFigures } from './figures.ts';
import { minuteDays } from './partitions.ts';
import { findPreviousPeriod, type PreviousPeriod } from './previous-period.ts';
import { readSeries, type OverTime } from './read-series.ts';

export { findKnownEndpoints } from './around/known-endpoints.store.ts';
export { findFirstRequestDay } from './first-request-day.store.ts';
export { hourDays, minuteDays } from './partitions.ts';
export { cutAlike } from './previous-period.ts';
export { readEndpointFigures, type EndpointFigures } from './read-endpoint-figures.ts';
export { readRequestsAround } from './around/read-requests-around.ts';
export { readRequestsByDay, type Calendar } from './read-requests-by-day.ts';

export type ApiMetricsContext = Pick<AppContext, 'db' | 'clock' | 'reportingTimeZone'>;

const longest = { days: 3_660, words: 'ten years' } as const;
const groupsListed = 200;

interface Read extends OverTime {
  readonly query: ApiMetricsQuery;
  readonly mostGroups: number;
}

/** Most requests first. */
const sortGroups = (groups: ReadonlyMap<string, GroupFigures>): [string, GroupFigures][] =>
  [...groups].sort(
    ([a, { figures: one }], [b, { figures: other }]) =>
      other.requests - one.requests || (a < b ? -1 : 1),
  );

const totalOf = (groups: ReadonlyMap<string, GroupFigures>): RequestFigures =>
  addUp(groups.values().map(({ figures }) => figures));

const figuresIn = (groups: ReadonlyMap<string, GroupFigures>, key: string): RequestFigures =>
  groups.get(key)?.figures.toFigures() ?? noRequests;

type Grouped = Omit<ApiMetrics, 'asOf' | 'range' | 'stepSeconds' | 'series'>;

const readGroups = async (
  { trx, query: { groupBy }, scope, range, end, calendar: { days }, mostGroups }: Read,
  previous: PreviousPeriod | undefined,
): Promise<Grouped> => {
  const cut = previous?.comparedTo ?? range.to;
  const coverOf = (part: TimeRange, to = part.to): Cover => cover(part, days, 'week', to);
  const compared = coverOf({ from: range.from, to: cut }, cut < range.to ? cut : end);
  const rest = cut < range.to ? [coverOf({ from: cut, to: range.to }, end)] : [];
  const before = previous ? [coverOf(previous.range)] : [];
  const rows = await readRollups(trx, [compared, ...before, ...rest], scope, { groupBy });
  const ofPart = (isOf: (part: number) => boolean): Map<string, GroupFigures> =>
    addUpByGroup(
      rows.filter(({ part }) => isOf(part)),
      groupBy,
    );
  const isBefore = (part: number): boolean => previous !== undefined && part === 1;
  const groups = ofPart((part) => !isBefore(part));
  const comparedGroups = rest.length > 0 ? ofPart((part) => part === 0) : groups;
  const groupsBefore = previous && ofPart(isBefore);
  return {
    totals: totalOf(groups),
    previousRange: previous ? toIsoRange(previous.range) : null,
    previousTotals: groupsBefore ? totalOf(groupsBefore) : null,
    comparedTo: previous ? cut.toISOString() : null,
    comparedTotals: previous ? totalOf(comparedGroups) : null,
    groups: sortGroups(groups)
      .slice(0, mostGroups)
      .map(([key, { group, figures }]) => ({
        endpoint: group.endpoint,
        method: group.method,
        statusClass:
          group.statusHundreds === null ? null : StatusClass.parse(`${group.statusHundreds}xx`),
        ...figures.toFigures(),
        previous: groupsBefore ? figuresIn(groupsBefore, key) : null,
        compared: previous ? figuresIn(comparedGroups, key) : null,
      })),
    groupCount: groups.size,
  };
};

/** All of one snapshot: the figures of an answer agree with each other. */
export const readApiMetrics = (
  { db, clock, reportingTimeZone: timeZone }: ApiMetricsContext,
  query: ApiMetricsQuery,
  mostGroups = groupsListed,
): Promise<ApiMetrics> => {
  const now = clock.now();
  const asked = readRange(query, now, longest);
  const { endpoint, method, statusClass } = query;
  return readSnapshot(db, async (trx) => {
    const days = await findDays(trx, reachOf(asked), timeZone);
    const range = widen(asked, days, now);
    const calendar = { days, timeZone };
    const read = {
      trx,
      query,
      scope: { endpoint, method, statusClass },
      range,
      end: readingEnd(range, days, now),
      calendar,
      mostGroups,
    };
    const previous = await findPreviousPeriod(trx, query.compare, { asked, range, now }, calendar);
    const step = chooseStep(range, new Date(now.getTime() - minuteDays * dayMs));
    return {
      asOf: now.toISOString(),
      range: toIsoRange(range),
      ...(await readGroups(read, previous)),
      stepSeconds: step / 1_000,
      series: await readSeries(read, step),
    };
  });
};
