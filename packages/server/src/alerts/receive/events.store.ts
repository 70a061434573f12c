import type { AlertStatus, Severity } from '@taffrail/contract';
import { sql } from 'kysely';
import type { Transaction } from '../../platform/db/database.ts';
import type { ReportEffect } from './alert-state.ts';
import { inParts } from './in-parts.ts';

/** An alert that a report was read of. */
export interface ReadReport {
  readonly eventKey: string;
  readonly alertId: string;
}

/** Which reports were read before? Index alert_events_key, of the months from `from` on. */
export const findReadReports = async (
  tx: Transaction,
  eventKeys: readonly string[],
  from: Date,
): Promise<ReadReport[]> => {
  if (eventKeys.length === 0) return [];
  const { rows } = await sql<{ event_key: string; alert_id: string }>`
    select event_key, alert_id
    from alert_events
    where event_key = any(${eventKeys}::text[]) and event_key is not null
      and created_at >= ${from}`.execute(tx);
  return rows.map((row) => ({ eventKey: row.event_key, alertId: row.alert_id }));
};

export interface NewAlertEvent extends ReportEffect {
  readonly id: string;
  readonly at: Date;
  readonly alertId: string;
  readonly eventKey: string | null;
  readonly status: AlertStatus;
  readonly severity: Severity;
  readonly actor: string | null;
  readonly runId: string | null;
}

export const insertAlertEvents = (
  tx: Transaction,
  events: readonly NewAlertEvent[],
): Promise<void> =>
  inParts(
    events.map((event) => ({
      created_at: event.at,
      id: event.id,
      alert_id: event.alertId,
      event_key: event.eventKey,
      kind: event.kind,
      status: event.status,
      severity: event.severity,
      changes: event.changes,
      matters: event.matters !== undefined,
      actor: event.actor,
      run_id: event.runId,
    })),
    (json) =>
      sql`
        insert into alert_events
        select r.* from json_populate_recordset(null::alert_events, ${json}::json) as r`.execute(
        tx,
      ),
  );
