import { sql } from 'kysely';
import type { Database, Transaction } from '../../platform/db/database.ts';
import type { AlertState } from '../receive/alert-state.ts';
import { findAlerts, lockSources } from '../receive/alerts.store.ts';

interface KeyRow {
  readonly source_kind: string;
  readonly source_id: string;
  readonly fingerprint: string;
}

/** The alert with an id, held until the transaction ends: the source tells nothing meanwhile. */
export const lockAlert = async (tx: Transaction, id: string): Promise<AlertState | undefined> => {
  const { rows } = await sql<KeyRow>`
    select source_kind, source_id, fingerprint from alerts where id = ${id}::uuid`.execute(tx);
  const keys = rows.map((row) => ({
    sourceKind: row.source_kind,
    sourceId: row.source_id,
    fingerprint: row.fingerprint,
  }));
  await lockSources(tx, keys);
  return (await findAlerts(tx, keys))[0];
};

export const setResolved = async (tx: Transaction, state: AlertState): Promise<void> => {
  await sql`
    update alerts
    set status = 'resolved', ended_at = ${state.endedAt},
      resolved_by_id = ${state.resolvedById}::uuid, resolved_by = ${state.resolvedBy},
      settled_at = ${state.settledAt}, version = ${state.version},
      is_grouped = ${state.isGrouped}, trace_id = ${state.traceId}
    where id = ${state.id}::uuid`.execute(tx);
};

export interface LastChange {
  readonly kind: string;
  readonly created_at: Date;
}

/** What changed of an alert last that somebody acts upon? Index alert_events_alert. */
export const findLastChange = async (
  tx: Transaction,
  alertId: string,
): Promise<LastChange | undefined> => {
  const { rows } = await sql<LastChange>`
    select kind, created_at
    from alert_events
    where alert_id = ${alertId}::uuid and matters
    order by created_at desc nulls last, id desc
    limit 1`.execute(tx);
  return rows[0];
};

export interface NamedAlertRow {
  readonly id: string;
  readonly name: string;
  readonly status: string;
  readonly resolved_by: string | null;
}

/** By their ids. */
export const listNamedRows = async (
  db: Database | Transaction,
  ids: readonly string[],
): Promise<readonly NamedAlertRow[]> => {
  const { rows } = await sql<NamedAlertRow>`
    select id, name, status, resolved_by from alerts
    where id = any(${ids}::uuid[])`.execute(db);
  return rows;
};
