import { logKeptDays, type SystemLogFilter } from '@taffrail/contract';
import type { Clock } from '../platform/clock.ts';
import type { Database } from '../platform/db/database.ts';
import type { Cursor } from '../platform/http/cursor.ts';
import { readInParts, type FoundPage, type Patience } from '../platform/reading/read-in-parts.ts';
import { accessTo, readLogPart, type SystemLogRow } from './system-logs.store.ts';

/** Where to begin: no earlier than what is kept. */
export const beginOf = ({ from }: SystemLogFilter, now: Date): Date => {
  const kept = new Date(now.getTime() - logKeptDays * 86_400_000);
  const given = from === undefined ? kept : new Date(from);
  return given > kept ? given : kept;
};

/** A page of the log, newest first. */
export const readLogPage = (
  { db, clock }: { readonly db: Database; readonly clock: Clock },
  filter: SystemLogFilter,
  page: { readonly limit: number; readonly after: Cursor | undefined },
  patience?: Patience,
): Promise<FoundPage<SystemLogRow>> => {
  const from = beginOf(filter, clock.now());
  const to = filter.to === undefined ? undefined : new Date(filter.to);
  const access = accessTo(filter);
  return readInParts(
    db,
    { ...page, isSearched: access.rest.length > 0 },
    (within, after, size) => readLogPart(within, access, { from, to, after }, size),
    patience,
  );
};
