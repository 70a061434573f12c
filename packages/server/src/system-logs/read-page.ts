import { logKeptDays, type SystemLogFilter } from '@taffrail/contract';
import type { Clock } from '../platform/clock.ts';
import type { Database } from '../platform/db/database.ts';
import { isStatementTimeout } from '../platform/db/failures.ts';
import { limitStatements } from '../platform/db/statement-limit.ts';
import type { Cursor } from '../platform/http/cursor.ts';
import { accessTo, readLogPart, type Stretch, type SystemLogRow } from './system-logs.store.ts';

/** How long a search may take, and how many rows each of its statements looks at at most. */
export interface Patience {
  readonly searchMs: number;
  readonly statementMs: number;
  readonly partRows: number;
}

export const usualPatience: Patience = { searchMs: 1_000, statementMs: 5_000, partRows: 4_000 };

/** Of the first statement of a search. */
const leastLook = 500;

export interface LogPage {
  readonly rows: readonly SystemLogRow[];
  /** Where the next page begins; undefined after the last one. */
  readonly next: Cursor | undefined;
  /** When the time was up before the page was full: everything since then was looked at. */
  readonly searchedTo: Date | undefined;
}

const toPage = (found: readonly SystemLogRow[], limit: number): LogPage => {
  const rows = found.slice(0, limit);
  const last = found.length > limit ? rows.at(-1) : undefined;
  return { rows, next: last && { at: last.created_at, id: last.id }, searchedTo: undefined };
};

/** Where to begin: no earlier than what is kept. */
export const beginOf = ({ from }: SystemLogFilter, now: Date): Date => {
  const kept = new Date(now.getTime() - logKeptDays * 86_400_000);
  const given = from === undefined ? kept : new Date(from);
  return given > kept ? given : kept;
};

/**
 * A page of the log, newest first. What an index gives in order is read from it; everything else is
 * searched for, part by part, within the time given.
 */
export const readLogPage = async (
  { db, clock }: { readonly db: Database; readonly clock: Clock },
  filter: SystemLogFilter,
  page: { readonly limit: number; readonly after: Cursor | undefined },
  patience = usualPatience,
): Promise<LogPage> => {
  const stretch: Stretch = {
    from: beginOf(filter, clock.now()),
    to: filter.to === undefined ? undefined : new Date(filter.to),
    after: page.after,
  };
  const access = accessTo(filter);
  // One more than asked for tells whether there is a next page.
  const wanted = page.limit + 1;
  if (access.rest.length === 0) {
    const { rows } = await readLogPart(db, access, stretch, { look: wanted, want: wanted });
    return toPage(rows, page.limit);
  }

  const found: SystemLogRow[] = [];
  const timeIsUp = AbortSignal.timeout(patience.searchMs);
  let end: Cursor | undefined;
  // Most rows fulfil most filters: the first part is small, and later ones look at more.
  let look = Math.min(patience.partRows, Math.max(leastLook, 2 * wanted));
  try {
    await db.transaction().execute(async (trx) => {
      await limitStatements(trx, patience.statementMs);
      do {
        const want = wanted - found.length;
        const rest = { ...stretch, after: end ?? page.after };
        const part = await readLogPart(trx, access, rest, { look, want });
        found.push(...part.rows);
        end = part.end;
        look = Math.min(4 * look, patience.partRows);
      } while (end && found.length < wanted && !timeIsUp.aborted);
    });
  } catch (error) {
    // A part that alone took too long ends the search before it; the first one fails it.
    if (!end || !isStatementTimeout(error)) throw error;
  }
  return end && found.length < wanted
    ? { rows: found, next: end, searchedTo: end.at }
    : toPage(found, page.limit);
};
