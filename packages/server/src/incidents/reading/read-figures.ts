import {
  unacknowledgedMinutes,
  type IncidentFigures,
  type IncidentOwner,
  type IncidentPeriod,
} from '@taffrail/contract';
import type { Database } from '../../platform/db/database.ts';
import { raise } from '../../platform/http/api-error.ts';
import { dayMs, minuteMs } from '../../platform/time/time-range.ts';
import { mayAct } from '../acting/assign.ts';
import {
  listOwnerRows,
  readActiveFigures,
  readPeriodFigures,
  type PeriodRow,
} from './figures.store.ts';
import type { Reader } from './list-incidents.ts';
import { toIso } from './to-incident.ts';

const longestDays = 366;

const readPeriod = (
  query: { from?: string | undefined; to?: string | undefined },
  now: Date,
): { from: Date; to: Date } => {
  const to = query.to === undefined ? now : new Date(query.to);
  const from =
    query.from === undefined ? new Date(to.getTime() - 30 * dayMs) : new Date(query.from);
  if (from >= to) raise('invalid_request', { details: { from: 'must be before to' } });
  if (to.getTime() - from.getTime() > longestDays * dayMs)
    raise('invalid_request', { details: { from: 'must be at most a year before to' } });
  return { from, to };
};

const toPeriod = (
  rows: readonly PeriodRow[],
  isCurrent: boolean,
  range: { from: Date; to: Date },
): IncidentPeriod => {
  const row = rows.find(({ is_current }) => is_current === isCurrent);
  return {
    from: range.from.toISOString(),
    to: range.to.toISOString(),
    opened: row?.opened ?? 0,
    resolved: row?.resolved ?? 0,
    acknowledge: { ms: row?.acknowledge_ms ?? null, count: row?.acknowledged ?? 0 },
    resolve: { ms: row?.resolve_ms ?? null, count: row?.resolved ?? 0 },
  };
};

/** Two statements. */
export const readIncidentFigures = async (
  { db, clock }: Reader,
  query: { from?: string | undefined; to?: string | undefined },
): Promise<IncidentFigures> => {
  const now = clock.now();
  const { from: middle, to } = readPeriod(query, now);
  const from = new Date(2 * middle.getTime() - to.getTime());
  const [active, periods] = await Promise.all([
    readActiveFigures(db, new Date(now.getTime() - unacknowledgedMinutes * minuteMs)),
    readPeriodFigures(db, { from, middle, to }),
  ]);
  const { critical = 0, warning = 0, info = 0 } = active ?? {};
  return {
    asOf: now.toISOString(),
    active: { critical, warning, info },
    unacknowledged: active?.unacknowledged ?? 0,
    current: toPeriod(periods, true, { from: middle, to }),
    previous: toPeriod(periods, false, { from, to: middle }),
    lastResolvedAt: toIso(active?.last_resolved_at ?? null),
    hasIncidents: active?.has_incidents ?? false,
  };
};

export const readOwners = async (db: Database): Promise<IncidentOwner[]> =>
  (await listOwnerRows(db))
    .filter(({ role }) => mayAct(role))
    .map(({ id, name }) => ({ id, name }));
