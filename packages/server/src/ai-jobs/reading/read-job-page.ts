import { aiJobKeptDays, type AiJobFilter } from '@taffrail/contract';
import type { Clock } from '../../platform/clock.ts';
import type { Database } from '../../platform/db/database.ts';
import type { Cursor } from '../../platform/http/cursor.ts';
import {
  readInParts,
  type FoundPage,
  type Patience,
} from '../../platform/reading/read-in-parts.ts';
import { dayMs } from '../../platform/time/time-range.ts';
import { accessTo, readJobPart, type AiJobRow } from './ai-jobs.store.ts';

/** No earlier than what is kept. */
const beginOf = ({ from }: AiJobFilter, now: Date): Date => {
  const kept = new Date(now.getTime() - aiJobKeptDays * dayMs);
  const given = from === undefined ? kept : new Date(from);
  return given > kept ? given : kept;
};

/** A page of jobs, newest first. */
export const readJobPage = (
  { db, clock }: { readonly db: Database; readonly clock: Clock },
  filter: AiJobFilter,
  page: { readonly limit: number; readonly after: Cursor | undefined },
  patience?: Patience,
): Promise<FoundPage<AiJobRow>> => {
  const from = beginOf(filter, clock.now());
  const to = filter.to === undefined ? undefined : new Date(filter.to);
  const access = accessTo(filter);
  return readInParts(
    db,
    { ...page, isSearched: access.rest.length > 0 },
    (within, after, size) => readJobPart(within, access, { from, to, after }, size),
    patience,
  );
};
