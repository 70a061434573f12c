import type { Database, Transaction } from '../db/database.ts';
import { isStatementTimeout } from '../db/failures.ts';
import { limitStatements } from '../db/statement-limit.ts';
import type { Cursor } from '../http/cursor.ts';

/** How long a search may take, and how many rows each of its statements looks at at most. */
export interface Patience {
  readonly searchMs: number;
  readonly statementMs: number;
  readonly partRows: number;
}

export const usualPatience: Patience = { searchMs: 1_000, statementMs: 5_000, partRows: 4_000 };

/** Of the first statement of a search. */
const leastLook = 500;

/** A row of what goes on and on, and where it stands. */
export interface Placed {
  readonly created_at: Date;
  readonly id: string;
}

export interface Part<Row> {
  /** Those that fulfil all conditions, newest first. */
  readonly rows: readonly Row[];
  /** The last row looked at, when there were as many as were to be looked at. */
  readonly end: Cursor | undefined;
}

/** Looks at so many of the next rows that an index gives, for so many that fulfil the conditions. */
export type ReadPart<Row> = (
  db: Database | Transaction,
  after: Cursor | undefined,
  size: { readonly look: number; readonly want: number },
) => Promise<Part<Row>>;

export interface FoundPage<Row> {
  readonly rows: readonly Row[];
  /** Where the next page begins; undefined after the last one. */
  readonly next: Cursor | undefined;
  /** When the time was up before the page was full: everything since then was looked at. */
  readonly searchedTo: Date | undefined;
}

export interface PageWanted {
  readonly limit: number;
  readonly after: Cursor | undefined;
  /** Whether the index gives what does not fulfil all conditions, too. */
  readonly isSearched: boolean;
}

const toPage = <Row extends Placed>(found: readonly Row[], limit: number): FoundPage<Row> => {
  const rows = found.slice(0, limit);
  const last = found.length > limit ? rows.at(-1) : undefined;
  return { rows, next: last && { at: last.created_at, id: last.id }, searchedTo: undefined };
};

/**
 * A page, newest first. What an index gives in order is read from it; everything else is searched
 * for, part by part, within the time given.
 */
export const readInParts = async <Row extends Placed>(
  db: Database,
  { limit, after, isSearched }: PageWanted,
  readPart: ReadPart<Row>,
  patience = usualPatience,
): Promise<FoundPage<Row>> => {
  // One more than asked for tells whether there is a next page.
  const wanted = limit + 1;
  if (!isSearched)
    return toPage((await readPart(db, after, { look: wanted, want: wanted })).rows, limit);

  const found: Row[] = [];
  const timeIsUp = AbortSignal.timeout(patience.searchMs);
  let end: Cursor | undefined;
  // Most rows fulfil most filters: the first part is small, and later ones look at more.
  let look = Math.min(patience.partRows, Math.max(leastLook, 2 * wanted));
  try {
    await db.transaction().execute(async (trx) => {
      await limitStatements(trx, patience.statementMs);
      do {
        const want = wanted - found.length;
        const part = await readPart(trx, end ?? after, { look, want });
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
    : toPage(found, limit);
};
