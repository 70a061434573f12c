import type { IncidentCause, IncidentEventKind, Severity } from '@taffrail/contract';
import { sql } from 'kysely';
import type { AuditSource } from '../../access/audit.ts';
import type { Transaction } from '../../platform/db/database.ts';

/** What more there is to say of an event; of each kind only what belongs to it. */
export interface EventDetails {
  /** How many, and the first five. */
  readonly alerts?: {
    readonly count: number;
    readonly named: readonly { readonly id: string; readonly name: string }[];
  };
  readonly severity?: { readonly from: Severity; readonly to: Severity };
  readonly cause?: IncidentCause;
  /** The name of whoever has it; null for nobody. */
  readonly owner?: string | null;
  readonly incidents?: readonly { readonly id: string; readonly number: number }[];
}

export interface NewIncidentEvent {
  readonly incidentId: string;
  readonly id: string;
  readonly at: Date;
  readonly kind: IncidentEventKind;
  readonly actor: AuditSource['actor'];
  readonly note?: string | null;
  readonly details?: EventDetails;
}

const namedAlerts = 5;

export const describeAlerts = (
  alerts: readonly { readonly alertId: string; readonly name: string }[],
): NonNullable<EventDetails['alerts']> => ({
  count: alerts.length,
  named: alerts.slice(0, namedAlerts).map(({ alertId: id, name }) => ({ id, name })),
});

/**
 * One that is there already stays as it is: a note that is sent again is the same note. Answers
 * whether any was new.
 */
export const insertEvents = async (
  tx: Transaction,
  events: readonly NewIncidentEvent[],
): Promise<boolean> => {
  if (events.length === 0) return false;
  const rows = events.map(({ incidentId, actor, note = null, details = {}, ...event }) => ({
    ...event,
    incident_id: incidentId,
    actor_kind: actor.kind,
    actor_id: actor.id,
    actor_label: actor.label,
    note,
    details,
  }));
  const { numAffectedRows = 0n } = await sql`
    insert into incident_events (
      incident_id, id, at, kind, actor_kind, actor_id, actor_label, note, details
    )
    select incident_id, id, at, kind, actor_kind, actor_id, actor_label, note, details
    from json_to_recordset(${JSON.stringify(rows)}::json) as r (
      incident_id uuid, id uuid, at timestamptz, kind text, actor_kind text, actor_id uuid,
      actor_label text, note text, details jsonb
    )
    on conflict (id) do nothing`.execute(tx);
  return numAffectedRows > 0n;
};
