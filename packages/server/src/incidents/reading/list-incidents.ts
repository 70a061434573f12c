import type { listIncidents, RouteAnswer, RouteInput } from '@taffrail/contract';
import type { Caller } from '../../access/caller.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Database } from '../../platform/db/database.ts';
import { decodeIncidentCursor, encodeIncidentCursor } from './incident-cursor.ts';
import {
  listIncidentRows,
  type IncidentCursor,
  type ListedIncidentRow,
} from './incidents.store.ts';
import { toIncident } from './to-incident.ts';

export interface Reader {
  readonly db: Database;
  readonly clock: Clock;
}

/** A key has no incidents of its own. */
export const operatorIdOf = ({ kind, id }: Caller): string | null =>
  kind === 'operator' ? id : null;

export const toIncidentCursor = (row: ListedIncidentRow): IncidentCursor => ({
  rank: row.severity_rank,
  at: row.opened_at,
  id: row.id,
});

/** One statement. */
export const readIncidents = async (
  { db, clock }: Reader,
  { limit, cursor, sort, ...filter }: RouteInput<typeof listIncidents>['query'],
  caller: Caller,
): Promise<RouteAnswer<typeof listIncidents>> => {
  const now = clock.now();
  const after = cursor === undefined ? undefined : decodeIncidentCursor(cursor);
  const asking = { now, operatorId: operatorIdOf(caller) };
  // One more than asked for tells whether there is a next page.
  const rows = await listIncidentRows(db, filter, { sort, limit: limit + 1, after, ...asking });
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return {
    asOf: now.toISOString(),
    items: shown.map(toIncident),
    nextCursor: last ? encodeIncidentCursor(toIncidentCursor(last)) : null,
  };
};
