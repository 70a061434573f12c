import type { Incident, IncidentRunFlow, RunStatus } from '@taffrail/contract';
import type { ListedIncidentRow } from './incidents.store.ts';

export const toIso = (at: Date | null): string | null => at?.toISOString() ?? null;

const ended: ReadonlySet<RunStatus> = new Set(['succeeded', 'failed', 'skipped']);

/** Pending in a run that has ended. */
export const neverRan = (stage: RunStatus, run: RunStatus): boolean =>
  stage === 'pending' && ended.has(run);

const toFlow = (row: ListedIncidentRow): IncidentRunFlow | null => {
  const { run_id: id, run_status: status, run_created_at: createdAt } = row;
  if (id === null || status === null || createdAt === null) return null;
  return {
    id,
    status,
    createdAt: createdAt.toISOString(),
    errorType: status === 'succeeded' ? null : row.run_error_type,
    stages: row.run_stages.map((stage) => ({
      stage: stage.stage,
      status: stage.status,
      neverRan: neverRan(stage.status, status),
    })),
  };
};

const toMergedInto = (row: ListedIncidentRow): Incident['mergedInto'] => {
  const { merged_into: id, merged_number: number, merged_title: title, merged_state: state } = row;
  if (id === null || number === null || title === null || state === null) return null;
  return { id, number, title, state };
};

export const toIncident = (row: ListedIncidentRow): Incident => ({
  id: row.id,
  number: row.number,
  title: row.title,
  severity: row.severity,
  state: row.state,
  version: row.version,
  service: row.service,
  owner:
    row.owner_id === null || row.owner_name === null
      ? null
      : { id: row.owner_id, name: row.owner_name },
  openedAt: row.opened_at.toISOString(),
  acknowledgedAt: toIso(row.acknowledged_at),
  resolvedAt: toIso(row.resolved_at),
  closedAt: toIso(row.closed_at),
  resolvedByItself: row.resolved_by_itself,
  alerts: { total: row.alert_count, firing: row.firing_count },
  lastAlertAt: toIso(row.last_alert_at),
  mergedInto: toMergedInto(row),
  traceId: row.trace_id,
  lastRun: toFlow(row),
});
