import type { AlertRunCause } from '@taffrail/contract';
import { startRuns } from '../../alert-runs/alert-runs.ts';
import { groupAlerts, type AlertChange, type Grouped } from '../../incidents/incidents.ts';
import type { ReportEffect, AlertState } from './alert-state.ts';
import { setGrouped } from './receive.store.ts';
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
}

const causes = {
  created: 'opened',
  status: 'status_changed',
  severity: 'severity_changed',
  context: 'label_changed',
} as const satisfies Record<Turn['matters'], AlertRunCause>;

const toChange = ({ state, previousStatus, traceId, at }: Turn): AlertChange => ({
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

/**
 * Groups alerts that changed into incidents, and starts runs for what matters. As the last step of
 * the transaction: it takes locks that hold until its end.
 *
 * @returns the run of each event
 */
export const settleAlerts = async (
  context: ReceivingContext,
  rounds: readonly (readonly Turn[])[],
): Promise<ReadonlyMap<string, { readonly runId: string }>> => {
  const grouped = await groupInRounds(context, rounds);
  if (grouped.size === 0) return new Map();
  const starts = [...grouped].map(([turn, { incidentId, change }]) => ({
    incidentId,
    alertId: turn.state.id,
    alertEventId: turn.eventId,
    cause: causeOf(turn, change),
    traceId: turn.traceId,
    receivedAt: turn.at,
  }));
  const runs = await startRuns(context, starts);
  await setGrouped(
    context.tx,
    [...grouped.keys()].map(({ state, traceId }) => ({
      id: state.id,
      trace_id: traceId ?? runs.get(state.id)?.traceId ?? null,
    })),
  );
  return new Map(
    starts.flatMap(({ alertEventId, alertId }) => {
      const run = runs.get(alertId);
      return run ? [[alertEventId, { runId: run.runId }]] : [];
    }),
  );
};
