import type { Cursor } from '../../platform/http/cursor.ts';
import { listRows, listRowsOfActions, type ActivityRow } from './rows.store.ts';
import { accessOf, probesOf, type Stretch } from '../selection/conditions.sql.ts';
import type { LogContext } from '../log-context.ts';
import { searchBack, type Patience } from './search.ts';
import type { Selection } from '../selection/selection.ts';

export interface RowPage {
  readonly rows: readonly ActivityRow[];
  /** Where the next page begins; undefined after the last one. */
  readonly next: Cursor | undefined;
  /** When the time was up before the page was full: everything since then was looked at. */
  readonly searchedTo: Date | undefined;
}

export interface PageOptions {
  readonly after: Cursor | undefined;
  readonly limit: number;
  readonly patience: Patience;
}

/** Before every id, so that the place lies before all rows of its moment. */
const firstId = '00000000-0000-0000-0000-000000000000';

const toPage = (found: readonly ActivityRow[], limit: number): RowPage => {
  const rows = found.slice(0, limit);
  const last = found.length > limit ? rows.at(-1) : undefined;
  return { rows, next: last && { at: last.created_at, id: last.id }, searchedTo: undefined };
};

/**
 * A page of the log, newest first. What an index gives in order is read from it; everything else is
 * searched for, within the time given.
 */
export const readPage = async (
  context: LogContext,
  selection: Selection,
  { after, limit, patience }: PageOptions,
): Promise<RowPage> => {
  const { db } = context;
  const stretch: Stretch = { from: selection.from, to: selection.to, after };
  // One more than asked for tells whether there is a next page.
  const wanted = limit + 1;
  const probes = probesOf(selection);
  if (probes) return toPage(await listRowsOfActions(db, probes, stretch, wanted), limit);
  const access = accessOf(selection);
  if (!access.rest) return toPage(await listRows(db, access, stretch, wanted), limit);

  const found: ActivityRow[] = [];
  const searchedTo = await searchBack(context, { access, stretch, patience }, async (trx, part) => {
    found.push(...(await listRows(trx, access, part, wanted - found.length)));
    return found.length >= wanted ? 'enough' : 'go on';
  });
  return searchedTo
    ? { rows: found, next: { at: searchedTo, id: firstId }, searchedTo }
    : toPage(found, limit);
};
