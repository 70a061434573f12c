import type {
  Activity,
  ActivityFilter,
  ActivityHistogram,
  ActivityPage,
  PageQuery,
} from '@taffrail/contract';
import type { Caller } from '../access/caller.ts';
import type { ZoneDay } from '../platform/db/calendar.ts';
import { decodeCursor, encodeCursor } from '../platform/http/cursor.ts';
import { cover } from '../platform/time/coverage.ts';
import type { TimeRange } from '../platform/time/time-range.ts';
import { countFromRollups, unitSecondsOf } from './counting/counts.store.ts';
import { countOverTime, type HistogramContext } from './counting/histogram.ts';
import type { LogContext } from './log-context.ts';
import { readPage } from './reading/read-page.ts';
import type { Patience } from './reading/search.ts';
import { findActions } from './selection/actions.store.ts';
import { toSelection } from './selection/selection.ts';
import { toActivity } from './to-activity.ts';

/** What has no index is looked for as long as this; then the answer says how far back it came. */
const patience: Patience = { searchMs: 800, statementMs: 1_000 };

/** The log, newest first, as the caller may see it. */
export const listActivity = async (
  context: LogContext,
  { limit, cursor, ...filter }: ActivityFilter & PageQuery,
  caller: Caller,
): Promise<ActivityPage> => {
  const after = cursor === undefined ? undefined : decodeCursor(cursor);
  const selection = await toSelection(context, filter, caller);
  const page = { after, limit, patience };
  const { rows, next, searchedTo } = await readPage(context, selection, page);
  return {
    items: rows.map((row) => toActivity(row, context.product, selection.seesPersonalData)),
    nextCursor: next ? encodeCursor(next) : null,
    searchedTo: searchedTo?.toISOString() ?? null,
  };
};

/** The newest actions of all, as the caller may see them. */
export const listLatestActivity = async (
  context: LogContext,
  limit: number,
  caller: Caller,
): Promise<Activity[]> => (await listActivity(context, { limit }, caller)).items;

export const countActivityOverTime = async (
  context: HistogramContext,
  filter: ActivityFilter & { readonly to: string },
  caller: Caller,
): Promise<ActivityHistogram> => {
  const selection = await toSelection(context, filter, caller);
  return countOverTime(context, { ...selection, to: new Date(filter.to) }, patience);
};

/** How many of some actions in a range; null when none of them has ever come. */
export const countActions = async (
  { db }: Pick<HistogramContext, 'db'>,
  { from, to }: TimeRange,
  names: readonly string[],
): Promise<number | null> => {
  const actions = await findActions(db, names, undefined);
  if (actions.length === 0) return null;
  const scope = { organizationId: undefined, actions };
  const unitSeconds = unitSecondsOf(scope);
  const coverage = cover({ from, to }, [], unitSeconds * 1_000);
  const counts = await countFromRollups(db, coverage, scope, { stepSeconds: unitSeconds });
  return counts.reduce((sum, { count }) => sum + count, 0);
};

/** How many actions on each day of a range; days without any are left out. */
export const countActionsByDay = async (
  { db, reportingTimeZone }: Pick<HistogramContext, 'db' | 'reportingTimeZone'>,
  range: TimeRange,
  days: readonly ZoneDay[],
): Promise<{ day: string; count: number }[]> => {
  const scope = { organizationId: undefined, actions: undefined };
  const coverage = cover(range, days, unitSecondsOf(scope) * 1_000);
  const grouping = { timeZone: reportingTimeZone };
  const counts = new Map<string, number>();
  for (const { key, count } of await countFromRollups(db, coverage, scope, grouping))
    counts.set(key, (counts.get(key) ?? 0) + count);
  return [...counts].map(([day, count]) => ({ day, count }));
};
