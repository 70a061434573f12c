import type { Transaction } from '../../platform/db/database.ts';
import { isStatementTimeout } from '../../platform/db/failures.ts';
import { limitStatements } from '../../platform/db/statement-limit.ts';
import type { Access, Stretch } from '../selection/conditions.sql.ts';
import type { LogContext } from '../log-context.ts';
import { walkBack } from './walk.ts';

/** How long a search may take. */
export interface Patience {
  /** No further part is begun after this. */
  readonly searchMs: number;
  /** Of one statement; parts are made so small that they take a fraction of a second. */
  readonly statementMs: number;
}

export interface Search {
  readonly access: Access;
  readonly stretch: Stretch;
  readonly patience: Patience;
  /** Of the first part; later ones are larger or smaller, as time allows. */
  readonly firstRows?: number;
}

/** What one part of a search gave: whether it was enough. */
export type VisitPart = (trx: Transaction, part: Stretch) => Promise<'enough' | 'go on'>;

/**
 * Searches a stretch newest first until it was enough, the stretch has ended or the time is up.
 *
 * @returns from when on everything was looked at, when the time was up before the end.
 */
export const searchBack = async (
  { db, clock }: LogContext,
  search: Search,
  visit: VisitPart,
): Promise<Date | undefined> => {
  const { stretch, patience } = search;
  const timeIsUp = AbortSignal.timeout(patience.searchMs);
  let searchedTo: Date | undefined;
  try {
    return await db.transaction().execute(async (trx) => {
      await limitStatements(trx, patience.statementMs);
      for await (const part of walkBack(trx, clock, search)) {
        if ((await visit(trx, part)) === 'enough') return undefined;
        searchedTo = part.from;
        if (timeIsUp.aborted && searchedTo > stretch.from) return searchedTo;
      }
      return undefined;
    });
  } catch (error) {
    // A part that alone took too long ends the search before it; the first one fails it.
    if (searchedTo && isStatementTimeout(error)) return searchedTo;
    throw error;
  }
};
