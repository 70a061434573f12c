import type { AlertRunCause } from '@taffrail/contract';
import type { AuditSource } from '../../access/audit.ts';
import { startRuns } from '../../alert-runs/alert-runs.ts';
import { groupAlerts, type AlertChange, type Grouped } from '../../incidents/incidents.ts';
import type { ReportEffect, AlertState } from './alert-state.ts';
import type { ReceivingContext } from './report.ts';

/** A change of an alert that matters, and what it was before. */
export interface Turn {
  readonly state: AlertState;
  readonly previousStatus: AlertState['status'] | null;
  readonly matters: NonNullable<ReportEffect['matters']>;
  readonly eventId: string;
  readonly at: Date;
  /** Of the report. */
  readonly traceId: string | null;
  /** Whoever resolved it here. */
  readonly by?: AuditSource['actor'];
}

const causes = {
  created: 'opened',
  status: 'status_changed',
  severity: 'severity_changed',
  context: 'label_changed',
} as const satisfies Record<Turn['matters'], AlertRunCause>;

const toChange = ({ state, previousStatus, traceId, at, by }: Turn): AlertChange => ({
  alertId: state.id,
  sourceKind: state.sourceKind,
  sourceId: state.sourceId,
  name: state.name,
  severity: state.severity,
  status: state.status,
  previousStatus,
  service: state.service,
  groupKey: state.groupKey,
  labels: state.labels,
  traceId,
  at,
  by,
});

/** What happened to the incident says more than what happened to one of its alerts. */
const causeOf = ({ matters }: Turn, change: Grouped['change']): AlertRunCause =>
  change === 'opened' || change === 'reopened' || change === 'resolved' ? change : causes[matters];

/** One after another, each of different alerts: an incident opens before it ends. */
const groupInRounds = async (
  context: ReceivingContext,
  rounds: readonly (readonly Turn[])[],
): Promise<ReadonlyMap<Turn, Grouped>> => {
  const found = new Map<Turn, Grouped>();
  for (const turns of rounds) {
    if (turns.length === 0) continue;
    const grouped = await groupAlerts(context, turns.map(toChange));
    for (const turn of turns) {
      const one = grouped.get(turn.state.id);
      if (one) found.set(turn, one);
    }
  }
  return found;
};

/** What became of alerts: the incidents know which of them they are made of. */
export interface Settled {
  /** The run of an event that started one, or that one took along. */
  readonly runOf: (eventId: string) => string | null;
  /** As it is kept: grouped, and with the trace of its first run where it has none of its own. */
  readonly linked: (state: AlertState) => AlertState;
}

/**
 * Groups alerts that changed into incidents, and starts runs for what matters. It takes locks that
 * hold until the end of the transaction: call it late.
 */
export const settleAlerts = async (
  context: ReceivingContext,
  rounds: readonly (readonly Turn[])[],
): Promise<Settled> => {
  const grouped = await groupInRounds(context, rounds);
  const starts = [...grouped].map(([turn, { incidentId, change }]) => ({
    incidentId,
    alertId: turn.state.id,
    alertEventId: turn.eventId,
    cause: causeOf(turn, change),
    traceId: turn.traceId,
    receivedAt: turn.at,
  }));
  const runs = await startRuns(context, starts);
  const alertOf = new Map(starts.map(({ alertEventId, alertId }) => [alertEventId, alertId]));
  const groupedIds = new Set(alertOf.values());
  return {
    runOf: (eventId) => runs.get(alertOf.get(eventId) ?? '')?.runId ?? null,
    linked: (state) => ({
      ...state,
      isGrouped: state.isGrouped || groupedIds.has(state.id),
      traceId: state.traceId ?? runs.get(state.id)?.traceId ?? null,
    }),
  };
};
