import { AlertSourceKind, AlertStatus, Severity } from '@taffrail/contract';
import { sql } from 'kysely';
import type { Transaction } from '../../platform/db/database.ts';
import type { AlertState } from './alert-state.ts';
import { inParts } from './in-parts.ts';

/** What an alert is known by. */
export interface AlertKey {
  readonly sourceKind: string;
  readonly sourceId: string;
  readonly fingerprint: string;
}

/**
 * Until the transaction ends nobody else changes alerts of these sources: what a report means hangs
 * on what was told before. Always taken in one order.
 */
export const lockSources = async (
  tx: Transaction,
  sources: readonly Pick<AlertKey, 'sourceKind' | 'sourceId'>[],
): Promise<void> => {
  const names = sources.map(({ sourceKind, sourceId }) => `alerts ${sourceKind} ${sourceId}`);
  await sql`
    select pg_advisory_xact_lock(key)
    from (
      select distinct hashtextextended(name, 0) as key from unnest(${names}::text[]) as name
      order by key
    ) as keys`.execute(tx);
};

interface AlertStateRow {
  readonly id: string;
  readonly source_kind: string;
  readonly source_id: string;
  readonly source_name: string;
  readonly fingerprint: string;
  readonly name: string;
  readonly severity: string;
  readonly status: string;
  readonly description: string | null;
  readonly labels: Record<string, string>;
  readonly annotations: Record<string, string>;
  readonly service: string | null;
  readonly group_key: string | null;
  readonly url: string | null;
  readonly is_acknowledged_by_sender: boolean;
  readonly started_at: Date;
  readonly ended_at: Date | null;
  readonly resolved_by_id: string | null;
  readonly resolved_by: string | null;
  readonly first_seen_at: Date;
  readonly last_seen_at: Date;
  readonly settled_at: Date;
  readonly occurrences: number;
  readonly recent_starts: readonly Date[];
  readonly flapping_until: Date | null;
  readonly is_grouped: boolean;
  readonly trace_id: string | null;
  readonly delivery_id: string | null;
  readonly version: number;
}

const toState = (row: AlertStateRow): AlertState => ({
  id: row.id,
  sourceKind: AlertSourceKind.parse(row.source_kind),
  sourceId: row.source_id,
  sourceName: row.source_name,
  fingerprint: row.fingerprint,
  name: row.name,
  severity: Severity.parse(row.severity),
  status: AlertStatus.parse(row.status),
  description: row.description,
  labels: row.labels,
  annotations: row.annotations,
  service: row.service,
  groupKey: row.group_key,
  url: row.url,
  isAcknowledgedBySender: row.is_acknowledged_by_sender,
  startedAt: row.started_at,
  endedAt: row.ended_at,
  resolvedById: row.resolved_by_id,
  resolvedBy: row.resolved_by,
  firstSeenAt: row.first_seen_at,
  lastSeenAt: row.last_seen_at,
  settledAt: row.settled_at,
  occurrences: row.occurrences,
  recentStarts: row.recent_starts,
  flappingUntil: row.flapping_until,
  isGrouped: row.is_grouped,
  traceId: row.trace_id,
  deliveryId: row.delivery_id,
  version: row.version,
});

const toRow = (state: AlertState): AlertStateRow => ({
  id: state.id,
  source_kind: state.sourceKind,
  source_id: state.sourceId,
  source_name: state.sourceName,
  fingerprint: state.fingerprint,
  name: state.name,
  severity: state.severity,
  status: state.status,
  description: state.description,
  labels: state.labels,
  annotations: state.annotations,
  service: state.service,
  group_key: state.groupKey,
  url: state.url,
  is_acknowledged_by_sender: state.isAcknowledgedBySender,
  started_at: state.startedAt,
  ended_at: state.endedAt,
  resolved_by_id: state.resolvedById,
  resolved_by: state.resolvedBy,
  first_seen_at: state.firstSeenAt,
  last_seen_at: state.lastSeenAt,
  settled_at: state.settledAt,
  occurrences: state.occurrences,
  recent_starts: state.recentStarts,
  flapping_until: state.flappingUntil,
  is_grouped: state.isGrouped,
  trace_id: state.traceId,
  delivery_id: state.deliveryId,
  version: state.version,
});

/** What is known of these alerts? Index: that of (source_kind, source_id, fingerprint). */
export const findAlerts = async (
  tx: Transaction,
  keys: readonly AlertKey[],
): Promise<AlertState[]> => {
  const { rows } = await sql<AlertStateRow>`
    select a.*
    from unnest(
      ${keys.map(({ sourceKind }) => sourceKind)}::text[],
      ${keys.map(({ sourceId }) => sourceId)}::uuid[],
      ${keys.map(({ fingerprint }) => fingerprint)}::text[]
    ) as k (source_kind, source_id, fingerprint)
    join alerts a
      on a.source_kind = k.source_kind and a.source_id = k.source_id
        and a.fingerprint = k.fingerprint`.execute(tx);
  return rows.map(toState);
};

/** Alerts as they are now, sorted by their keys as they come. */
export const saveAlerts = (tx: Transaction, states: readonly AlertState[]): Promise<void> =>
  inParts(states.map(toRow), (json) =>
    sql`
      insert into alerts as a
      select r.*
      from json_populate_recordset(null::alerts, ${json}::json) as r
      on conflict (source_kind, source_id, fingerprint) do update set
        source_name = excluded.source_name,
        name = excluded.name,
        severity = excluded.severity,
        status = excluded.status,
        description = excluded.description,
        labels = excluded.labels,
        annotations = excluded.annotations,
        service = excluded.service,
        group_key = excluded.group_key,
        url = excluded.url,
        is_acknowledged_by_sender = excluded.is_acknowledged_by_sender,
        started_at = excluded.started_at,
        ended_at = excluded.ended_at,
        resolved_by_id = excluded.resolved_by_id,
        resolved_by = excluded.resolved_by,
        first_seen_at = excluded.first_seen_at,
        last_seen_at = excluded.last_seen_at,
        settled_at = excluded.settled_at,
        occurrences = excluded.occurrences,
        recent_starts = excluded.recent_starts,
        flapping_until = excluded.flapping_until,
        is_grouped = excluded.is_grouped,
        trace_id = excluded.trace_id,
        delivery_id = excluded.delivery_id,
        version = excluded.version`.execute(tx),
  );

/** The same of alerts of which nothing is new but how often, and when, they were told of. */
export const countReports = (tx: Transaction, states: readonly AlertState[]): Promise<void> =>
  inParts(
    states.map(toRow).map((row) => ({
      id: row.id,
      first_seen_at: row.first_seen_at,
      last_seen_at: row.last_seen_at,
      settled_at: row.settled_at,
      occurrences: row.occurrences,
      delivery_id: row.delivery_id,
    })),
    (json) =>
      sql`
        update alerts a
        set first_seen_at = r.first_seen_at, last_seen_at = r.last_seen_at,
          settled_at = r.settled_at, occurrences = r.occurrences, delivery_id = r.delivery_id
        from json_to_recordset(${json}::json) as r (
          id uuid, first_seen_at timestamptz(3), last_seen_at timestamptz(3),
          settled_at timestamptz(3), occurrences bigint, delivery_id uuid
        )
        where a.id = r.id`.execute(tx),
  );
