import {
  searchesOf,
  type SearchBreakdown,
  type SearchConfig,
  type SearchTerm,
  type SearchTrends,
  type SearchTrendsComparison,
  type SearchTrendsRange,
} from '@taffrail/contract';
import { findDays, findDaysOf, type ZoneDay } from '../../platform/db/calendar.ts';
import type { Transaction } from '../../platform/db/database.ts';
import { readSnapshot } from '../../platform/db/snapshot.ts';
import { daysBetween, daysLater } from '../../platform/time/day-periods.ts';
import type { AppContext } from '../../slice.ts';
import { findTrendPeriods, type TrendPeriods } from './periods.ts';
import type { Dimension, TermFilter } from './dimension.ts';
import { dimensionsOf, resolveFilters, toShownFilters } from './scope.ts';
import { countSearches, findFirstDay, listDays, rankTerms, type DayRow } from './terms.store.ts';
import { addFigures, noFigures, toFigures, toOther, toTerm } from './to-figures.ts';

export type TrendsContext = Pick<
  AppContext,
  'db' | 'clock' | 'log' | 'product' | 'reportingTimeZone'
>;

export interface TrendsQuery {
  readonly range: SearchTrendsRange;
  readonly compare: SearchTrendsComparison;
  readonly filter: readonly string[];
}

/** What a page of searches is read by: of which days, and of which terms. */
export interface TrendsScope {
  readonly periods: TrendPeriods;
  readonly filters: readonly TermFilter[];
  readonly dimensions: readonly Dimension[];
  readonly since: string | null;
}

const rankings = { top: 10, movers: 5, leastChange: 5 };

/** What is not known whole is compared with nothing. */
const findScope = async (
  trx: Transaction,
  { clock, product, reportingTimeZone }: TrendsContext,
  query: TrendsQuery,
): Promise<TrendsScope> => {
  const now = clock.now();
  const [today] = await findDays(trx, { from: now, to: now }, reportingTimeZone);
  if (!today) throw new Error('There is no calendar.');
  const dimensions = dimensionsOf(searchesOf(product));
  const filters = await resolveFilters(trx, dimensions, query.filter);
  const since = await findFirstDay(trx);
  const { current, compared } = findTrendPeriods(query.range, query.compare, today.day);
  const isKnown = compared !== null && since !== null && since <= compared.before.first;
  return {
    periods: { current, compared: isKnown ? compared : null },
    filters,
    dimensions,
    since,
  };
};

/** Everything of one snapshot: the figures agree with each other. */
export const readScoped = <T>(
  context: TrendsContext,
  query: TrendsQuery,
  read: (trx: Transaction, scope: TrendsScope) => Promise<T>,
): Promise<T> =>
  readSnapshot(context.db, async (trx) => read(trx, await findScope(trx, context, query)));

const change = ({ compared }: SearchTerm): number =>
  compared ? compared.searches - compared.before : 0;

const readBreakdown = async (
  trx: Transaction,
  dimension: Dimension,
  scope: TrendsScope,
): Promise<SearchBreakdown> => {
  const { key, title, rareBelow } = dimension;
  const rows = await rankTerms(trx, dimension, scope, rankings);
  const isCompared = scope.periods.compared !== null;
  const terms = (rows ?? []).flatMap((row) => (row.id === null ? [] : [toTerm(row, isCompared)]));
  const rank = (of: (term: SearchTerm) => number, least: number, count: number): SearchTerm[] =>
    terms
      .filter((term) => of(term) >= least)
      .toSorted((a, b) => of(b) - of(a) || a.id - b.id)
      .slice(0, count);
  const { top, movers, leastChange } = rankings;
  return {
    dimension: key,
    title,
    isKept: rows !== undefined,
    rareBelow,
    named: toOther(rows ?? [], 'named'),
    top: rank(({ figures }) => figures.searches, 1, top),
    rising: rank(change, leastChange, movers),
    falling: rank((term) => -change(term), leastChange, movers),
    withoutResult: rank(({ figures }) => figures.withoutResult, 1, top),
    rare: toOther(rows ?? [], 'rare'),
    beyond: toOther(rows ?? [], 'beyond'),
  };
};

/** Each day of the range, also those without a search, beside the one that it is compared with. */
const toDays = (
  rows: readonly DayRow[],
  { current, compared }: TrendPeriods,
  calendar: readonly ZoneDay[],
): SearchTrends['days'] => {
  const startsAt = new Map(calendar.map((one) => [one.day, one.startsAt]));
  const byDay = new Map(rows.map((row) => [row.day, toFigures(row)]));
  const shift = compared ? daysBetween(compared.before.first, compared.whole.first) : 0;
  return Array.from({ length: daysBetween(current.first, current.last) + 1 }, (_, index) => {
    const day = daysLater(current.first, index);
    const isCompared = compared !== null && day <= compared.whole.last;
    const before = byDay.get(daysLater(day, -shift))?.searches ?? 0;
    return {
      day,
      at: (startsAt.get(day) ?? new Date(day)).toISOString(),
      figures: byDay.get(day) ?? noFigures,
      before: isCompared ? before : null,
    };
  });
};

const toCounted = ({ actions, results, conversions }: SearchConfig): SearchTrends['counted'] => ({
  searches: actions,
  results: results.actions,
  measure: results.measure,
  conversions,
});

/** What customers of the product search for, from the rollups alone. */
export const readTrends = (context: TrendsContext, query: TrendsQuery): Promise<SearchTrends> =>
  readScoped(context, query, async (trx, scope) => {
    const { periods, filters, dimensions, since } = scope;
    const { current, compared } = periods;
    const rows = await listDays(trx, filters, periods);
    const sumOf = ({ first, last }: TrendPeriods['current']) =>
      addFigures(rows.filter(({ day }) => day >= first && day <= last).map(toFigures));
    const breakdowns: SearchBreakdown[] = [];
    for (const dimension of dimensions) breakdowns.push(await readBreakdown(trx, dimension, scope));
    return {
      asOf: context.clock.now().toISOString(),
      timeZone: context.reportingTimeZone,
      range: {
        from: current.first,
        to: current.last,
        comparedTo: compared?.whole.last ?? null,
        beforeFrom: compared?.before.first ?? null,
        beforeTo: compared?.before.last ?? null,
      },
      since,
      counted: toCounted(searchesOf(context.product)),
      filters: toShownFilters(filters, await countSearches(trx, filters, current)),
      figures: sumOf(current),
      compared: compared && { current: sumOf(compared.whole), before: sumOf(compared.before) },
      days: toDays(rows, periods, await findDaysOf(trx, current, context.reportingTimeZone)),
      breakdowns,
    };
  });
