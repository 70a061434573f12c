import type {
  Activity,
  ActivityFilter,
  ActivityHistogram,
  ActivityPage,
  PageQuery,
} from '@taffrail/contract';
import type { Caller } from '../access/caller.ts';
import type { Clock } from '../platform/clock.ts';
import type { Database } from '../platform/db/database.ts';
import { decodeCursor, encodeCursor } from '../platform/http/cursor.ts';
import { countOverTime, type HistogramContext } from './histogram/histogram.ts';
import { readPage } from './read-page.ts';
import type { Patience } from './search.ts';
import { toSelection } from './selection.ts';
import { toActivity } from './to-activity.ts';

/** What has no index is looked for as long as this; then the answer says how far back it came. */
const patience: Patience = { searchMs: 800, statementMs: 1_000 };

interface LogContext {
  readonly db: Database;
  readonly clock: Clock;
}

/** The log, newest first, as the caller may see it. */
export const listActivity = async (
  context: LogContext,
  { limit, cursor, ...filter }: ActivityFilter & PageQuery,
  caller: Caller,
): Promise<ActivityPage> => {
  const after = cursor === undefined ? undefined : decodeCursor(cursor);
  const selection = await toSelection(context, filter, caller);
  const page = { after, limit, patience };
  const { rows, next, searchedTo } = await readPage(context.db, selection, page);
  return {
    items: rows.map((row) => toActivity(row, selection.seesPersonalData)),
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
