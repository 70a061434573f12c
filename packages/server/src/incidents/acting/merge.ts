import type { IncidentStanding, Severity } from '@taffrail/contract';
import type { AuditSource } from '../../access/audit.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Transaction } from '../../platform/db/database.ts';
import { raise } from '../../platform/http/api-error.ts';
import { isWorse } from '../grouping/grouped-incident.ts';
import { lockGrouping } from '../grouping/grouping.store.ts';
import {
  refuse,
  refuseMerged,
  requireVersion,
  tell,
  toStanding,
  within,
  type ActTarget,
  type ActingContext,
} from './act.ts';
import { lockIncidentRows, updateIncidentRow, type IncidentRow } from './acting.store.ts';
import {
  moveAllAlerts,
  moveKeys,
  moveMerged,
  moveRuns,
  recountAlerts,
} from './membership.store.ts';

interface Locked {
  readonly target: IncidentRow;
  readonly others: readonly IncidentRow[];
}

const lockAll = async (
  tx: Transaction,
  id: string,
  incidentIds: readonly string[],
): Promise<Locked> => {
  const wanted = [...new Set(incidentIds)].filter((other) => other !== id);
  // Alerts that come meanwhile must find either what was there before, or what comes of it.
  await lockGrouping(tx);
  const rows = await lockIncidentRows(tx, [id, ...wanted]);
  const target = rows.find((row) => row.id === id) ?? raise('not_found');
  const others = rows.filter((row) => row.id !== id);
  if (wanted.length === 0 || others.length < wanted.length)
    raise('invalid_request', { details: { incidentIds: 'must be other incidents that exist' } });
  return { target, others };
};

const worstOf = (rows: readonly IncidentRow[]): Severity => {
  const severities = rows.map(({ severity }) => severity as Severity);
  return severities.reduce((worst, severity) => (isWorse(severity, worst) ? severity : worst));
};

const latestAlert = (rows: readonly IncidentRow[]): Date | null => {
  const times = rows.flatMap(({ last_alert_at: at }) => (at === null ? [] : [at.getTime()]));
  return times.length === 0 ? null : new Date(Math.max(...times));
};

/** Closed for good, whatever state it was in. */
const putAway = async (
  { tx, clock }: { readonly tx: Transaction; readonly clock: Clock },
  { row, target, by }: { row: IncidentRow; target: IncidentRow; by: AuditSource },
): Promise<void> => {
  const now = clock.now();
  const after = await updateIncidentRow(tx, row.id, {
    state: 'closed',
    resolved_at: row.resolved_at ?? now,
    closed_at: row.closed_at ?? now,
    merged_into: target.id,
    version: row.version + 1,
  });
  const incidents = [{ id: target.id, number: target.number }];
  const event = { kind: 'merged_into', details: { incidents } } as const;
  await tell({ tx, clock }, { before: row, after, event, by });
};

/**
 * Makes other incidents part of one: their alerts, what joins them later and their runs.
 *
 * @throws `conflict` when the one is not active, or any of them became part of another
 */
export const merge = (
  { db, clock }: ActingContext,
  { id, version, incidentIds }: ActTarget & { readonly incidentIds: readonly string[] },
  by: AuditSource,
): Promise<IncidentStanding> =>
  within(db, async (tx) => {
    const { target, others } = await lockAll(tx, id, incidentIds);
    await refuseMerged(tx, target);
    // Asked again, it is done.
    if (others.every(({ merged_into: into }) => into === id)) return toStanding(target);
    for (const row of others) await refuseMerged(tx, row);
    await requireVersion({ tx, clock }, target, version);
    if (target.state !== 'open' && target.state !== 'acknowledged')
      await refuse({ tx, clock }, target, 'It is over: reopen it before others become part of it.');
    const ids = others.map((row) => row.id);
    for (const row of others) await putAway({ tx, clock }, { row, target, by });
    await moveAllAlerts(tx, ids, id);
    await moveKeys(tx, ids, id);
    await moveRuns(tx, ids, id);
    await moveMerged(tx, ids, id);
    await recountAlerts(tx, [id, ...ids]);
    const after = await updateIncidentRow(tx, id, {
      severity: worstOf([target, ...others]),
      last_alert_at: latestAlert([target, ...others]),
      version: target.version + 1,
    });
    const incidents = others.map((row) => ({ id: row.id, number: row.number }));
    const event = { kind: 'merged', details: { incidents } } as const;
    await tell({ tx, clock }, { before: target, after, event, by });
    return toStanding(after);
  });
