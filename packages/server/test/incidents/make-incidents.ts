import type { AlertSourceKind, IncidentState, Severity } from '@taffrail/contract';
import { uuidV7 } from '../../src/platform/ids.ts';
import type { World } from '../make.ts';

/**
 * Alerts and incidents straight into the tables as their owner, for what only reads them: nothing is
 * grouped, no run is started.
 */
export const makeIncident = async (
  { owner, clock }: World,
  given: {
    title?: string;
    severity?: Severity;
    state?: IncidentState;
    service?: string;
    openedAt?: Date;
    resolvedAt?: Date;
    traceId?: string;
  } = {},
): Promise<{ readonly id: string; readonly number: number }> => {
  const { title = 'It is slow', severity = 'warning', state = 'open' } = given;
  const id = uuidV7(clock);
  const openedAt = given.openedAt ?? clock.now();
  const isOver = state === 'resolved' || state === 'closed';
  const resolvedAt = isOver ? (given.resolvedAt ?? clock.now()) : null;
  const { rows } = await owner.query<{ number: number }>(
    `insert into incidents (id, title, service, severity, state, opened_at, acknowledged_at,
       first_acknowledged_at, resolved_at, closed_at, trace_id, alert_count, firing_count)
     values ($1, $2, $3, $4, $5, $6, $7, $7, $8, $9, $10, 1, $11) returning number`,
    [
      id,
      title,
      given.service ?? null,
      severity,
      state,
      openedAt,
      state === 'open' ? null : openedAt,
      resolvedAt,
      state === 'closed' ? resolvedAt : null,
      given.traceId ?? null,
      isOver ? 0 : 1,
    ],
  );
  return { id, number: Number(rows[0]?.number) };
};

export const makeAlert = async (
  { owner, clock }: World,
  given: {
    name?: string;
    severity?: Severity;
    sourceKind?: AlertSourceKind;
    sourceId?: string;
    incidentId?: string;
    traceId?: string;
    startedAt?: Date;
  } = {},
): Promise<string> => {
  const id = uuidV7(clock);
  await owner.query(
    `insert into alerts (id, source_kind, source_id, source_name, fingerprint, name, severity, status,
       labels, annotations, is_acknowledged_by_sender, started_at, first_seen_at, last_seen_at,
       settled_at, occurrences, recent_starts, is_grouped, trace_id, version)
     values ($1, $2, $3, 'A source', $4, $5, $6, 'firing', '{}', '{}', false, $7, $7, $7, $7, 1,
       array[$7::timestamptz], $8, $9, 1)`,
    [
      id,
      given.sourceKind ?? 'generic',
      given.sourceId ?? id,
      id,
      given.name ?? 'SlowRequests',
      given.severity ?? 'warning',
      given.startedAt ?? clock.now(),
      given.incidentId !== undefined,
      given.traceId ?? null,
    ],
  );
  if (given.incidentId !== undefined)
    await owner.query(
      `insert into incident_alerts (incident_id, alert_id, source_kind, source_id, name, severity,
         status, joined_at, changed_at)
       select $1, id, source_kind, source_id, name, severity, status, started_at, started_at
       from alerts where id = $2`,
      [given.incidentId, id],
    );
  return id;
};

/** A heartbeat whose grace was over at a moment; undefined while it is waited for. */
export const makeHeartbeat = async (
  { owner, clock }: World,
  given: { name?: string; downAt?: Date; hasFailed?: boolean; isEnabled?: boolean } = {},
): Promise<string> => {
  const id = uuidV7(clock);
  await owner.query(
    `insert into checks (id, kind, name, every_minutes, failures_before_alert, is_enabled, config,
       version, created_at, updated_at)
     values ($1, 'heartbeat', $2, 1, 1, $3, '{"kind":"heartbeat"}', 1, $4, $4)`,
    [id, given.name ?? 'Nightly backup', given.isEnabled ?? true, clock.now()],
  );
  await owner.query(
    `insert into heartbeats (check_id, ping_id, has_failed, down_at)
     values ($1, gen_random_uuid(), $2, $3)`,
    [id, given.hasFailed ?? false, given.downAt ?? null],
  );
  return id;
};
