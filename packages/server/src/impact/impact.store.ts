import type { AlertSourceKind } from '@taffrail/contract';
import { sql } from 'kysely';
import type { Transaction } from '../platform/db/database.ts';
import { routeLabels } from './named-by-labels.ts';

interface IncidentSpanRow {
  readonly opened_at: Date;
  readonly resolved_at: Date | null;
  /** The latest first. */
  readonly changes: readonly {
    readonly kind: 'resolved' | 'reopened' | 'merged_into';
    readonly at: string;
  }[];
  /** Of some of its alerts, those by which routes are named. */
  readonly labels: readonly Record<string, string>[];
}

/**
 * From when to when was an incident open, and which routes do its latest alerts name? Its key,
 * incident_events_states, incident_alerts_joined, and the keys of alerts.
 */
export const findIncidentSpan = async (
  trx: Transaction,
  id: string,
): Promise<IncidentSpanRow | undefined> => {
  const { rows } = await sql<IncidentSpanRow>`
    select i.opened_at, i.resolved_at,
      (
        select coalesce(json_agg(json_build_object('kind', e.kind, 'at', e.at)), '[]')
        from (
          select kind, at from incident_events
          where incident_id = i.id and kind in ('resolved', 'reopened', 'merged_into')
          order by at desc, id desc
          limit 50
        ) as e
      ) as changes,
      (
        select coalesce(json_agg(named.labels) filter (where named.labels is not null), '[]')
        from (
          select alert_id from incident_alerts
          where incident_id = i.id
          order by joined_at desc, alert_id desc
          limit 20
        ) as m
        join alerts a on a.id = m.alert_id
        cross join lateral (
          select jsonb_object_agg(key, value) as labels
          from jsonb_each_text(a.labels)
          where key = any (${[...routeLabels]}::text[])
        ) as named
      ) as labels
    from incidents i
    where i.id = ${id}::uuid`.execute(trx);
  return rows[0];
};

interface FiredAlertRow {
  readonly source_kind: AlertSourceKind;
  readonly source_id: string;
  readonly name: string;
  readonly labels: Record<string, string>;
  readonly started_at: Date;
  readonly ended_at: Date | null;
}

/** By its id. */
export const findFiredAlert = async (
  trx: Transaction,
  id: string,
): Promise<FiredAlertRow | undefined> => {
  const { rows } = await sql<FiredAlertRow>`
    select source_kind, source_id, name, labels, started_at, ended_at
    from alerts where id = ${id}::uuid`.execute(trx);
  return rows[0];
};
