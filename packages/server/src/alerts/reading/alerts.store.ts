import type { AlertFilter } from '@taffrail/contract';
import { sql } from 'kysely';
import type { Database, Transaction } from '../../platform/db/database.ts';
import { allOf, type Access } from '../../platform/reading/access.sql.ts';
import type { Part } from '../../platform/reading/read-in-parts.ts';
import { readPart } from '../../platform/reading/read-part.store.ts';
import { conditionOf, within, type Stretch } from './conditions.sql.ts';

/** As a list has it. */
export interface AlertRow {
  /** When it began to fire: what lists are ordered by. */
  readonly created_at: Date;
  readonly id: string;
  readonly source_kind: string;
  readonly source_id: string;
  readonly source_name: string;
  readonly name: string;
  readonly severity: string;
  readonly status: string;
  readonly labels: Record<string, string>;
  readonly service: string | null;
  readonly ended_at: Date | null;
  readonly resolved_by: string | null;
  readonly first_seen_at: Date;
  readonly last_seen_at: Date;
  readonly occurrences: number;
  readonly flapping_until: Date | null;
  readonly is_acknowledged_by_sender: boolean;
  readonly trace_id: string | null;
  readonly version: number;
  readonly incident_id: string | null;
  readonly incident_number: number | null;
  readonly incident_title: string | null;
}

const listed = sql`
  f.started_at as created_at, f.id, f.source_kind, f.source_id, f.source_name, f.name, f.severity,
  f.status, f.labels, f.service, f.ended_at, f.resolved_by, f.first_seen_at, f.last_seen_at,
  f.occurrences, f.flapping_until, f.is_acknowledged_by_sender, f.trace_id, f.version,
  i.id as incident_id, i.number as incident_number, i.title as incident_title`;

/** The incident that an alert is part of: incident_alerts_current. */
const withIncident = sql`
  left join incident_alerts m on m.alert_id = f.id and m.is_current
  left join incidents i on i.id = m.incident_id`;

/**
 * By the index of the condition `by`, else alerts_latest; all but that of an incident in order, so
 * that the work is bounded however rare the alerts are.
 */
export const readAlertPart = (
  db: Database | Transaction,
  access: Access,
  stretch: Stretch,
  size: { readonly look: number; readonly want: number },
): Promise<Part<AlertRow>> =>
  readPart(
    db,
    {
      table: 'alerts',
      alias: 'a',
      access,
      within: allOf([sql`true`, ...within(stretch)]),
      order: sql`a.started_at desc, a.id desc`,
      columns: listed,
      joins: withIncident,
    },
    size,
  );

/** All that the filter gives, in the order of the list: found as pages are, but not in parts. */
export const listAlertIds = async (
  db: Database | Transaction,
  filter: AlertFilter,
  { limit, now }: { readonly limit: number; readonly now: Date },
): Promise<readonly string[]> => {
  const { rows } = await sql<{ id: string }>`
    select a.id from alerts a
    where ${conditionOf(filter, now)}
    order by a.started_at desc, a.id desc
    limit ${limit}`.execute(db);
  return rows.map(({ id }) => id);
};

/** As its own page has it. */
export interface WholeAlertRow extends AlertRow {
  readonly fingerprint: string;
  readonly description: string | null;
  readonly annotations: Record<string, string>;
  readonly group_key: string | null;
  readonly url: string | null;
  readonly delivery_id: string | null;
}

/** By its id. */
export const findAlertRow = async (
  db: Database | Transaction,
  id: string,
): Promise<WholeAlertRow | undefined> => {
  const { rows } = await sql<WholeAlertRow>`
    select ${listed}, f.fingerprint, f.description, f.annotations, f.group_key, f.url, f.delivery_id
    from alerts f
    ${withIncident}
    where f.id = ${id}::uuid`.execute(db);
  return rows[0];
};

/** Which others have the same name? Index alerts_name. */
export const listSimilarRows = async (
  db: Transaction,
  { id, name }: Pick<AlertRow, 'id' | 'name'>,
  limit: number,
): Promise<readonly AlertRow[]> => {
  const { rows } = await sql<AlertRow>`
    with found as (
      select * from alerts a
      where a.name = ${name} and a.id <> ${id}::uuid
      order by a.started_at desc, a.id desc
      limit ${limit}
    )
    select ${listed} from found f ${withIncident} order by f.started_at desc, f.id desc`.execute(
    db,
  );
  return rows;
};

export interface AlertEventRow {
  readonly created_at: Date;
  readonly id: string;
  readonly kind: string;
  readonly status: string;
  readonly severity: string;
  readonly changes: readonly {
    readonly field: string;
    readonly before: string | null;
    readonly after: string | null;
  }[];
  readonly matters: boolean;
  readonly actor: string | null;
  readonly run_id: string | null;
}

/** What was told of an alert last? Index alert_events_alert of each month, newest first. */
export const listEventRows = async (
  db: Transaction,
  alertId: string,
  limit: number,
): Promise<readonly AlertEventRow[]> => {
  const { rows } = await sql<AlertEventRow>`
    select created_at, id, kind, status, severity, changes, matters, actor, run_id
    from alert_events
    where alert_id = ${alertId}::uuid
    order by created_at desc nulls last, id desc
    limit ${limit}`.execute(db);
  return rows;
};

export interface PayloadRow {
  readonly id: string;
  readonly received_at: Date;
  readonly body: Buffer;
}

/** What the inbox has under this id: a look into the primary key of each day, some thirty. */
export const findPayloadRow = async (
  db: Database,
  deliveryId: string,
): Promise<PayloadRow | undefined> => {
  const { rows } = await sql<PayloadRow>`
    select id, received_at, body from inbox where id = ${deliveryId}::uuid limit 1`.execute(db);
  return rows[0];
};
