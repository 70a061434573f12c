import { recordAudit, type AuditSource } from '../../access/audit.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Transaction } from '../../platform/db/database.ts';
import { raise } from '../../platform/http/api-error.ts';
import { uuidV7 } from '../../platform/ids.ts';
import type { AlertState } from '../receive/alert-state.ts';
import { insertAlertEvents } from '../receive/events.store.ts';
import { settleAlerts } from '../receive/settle-alerts.ts';
import { findLastChange, lockAlert, setResolved } from './resolving.store.ts';

interface ActingContext {
  readonly tx: Transaction;
  readonly clock: Clock;
}

interface Resolution {
  readonly by: AuditSource;
  /** As whoever resolves it saw it; undefined of those who resolve whatever fires. */
  readonly version?: number;
  readonly note?: string | null;
}

/** Text for people: the console words times for machines only. */
const timeOf = (at: Date): string => `${at.toISOString().slice(11, 16)} UTC`;

/** Why an alert that is over is not resolved. */
export const saysItIsOver = ({
  resolvedBy,
  endedAt,
}: Pick<AlertState, 'resolvedBy' | 'endedAt'>): string => {
  const when = endedAt ? ` at ${timeOf(endedAt)}` : '';
  return resolvedBy === null
    ? `It resolved by itself${when}.`
    : `It was resolved by ${resolvedBy}${when}.`;
};

const saysWhatChanged = async (tx: Transaction, { id, severity }: AlertState): Promise<string> => {
  const last = await findLastChange(tx, id);
  if (!last) return 'It has changed since.';
  const when = timeOf(last.created_at);
  if (last.kind === 'reopened') return `It fired again at ${when}.`;
  return `It changed at ${when}, and is ${severity} now. Look at it again.`;
};

/** Asked again by the same person, it is done already. */
const isDoneAlready = (state: AlertState, { by, version }: Resolution): boolean =>
  version === state.version - 1 &&
  state.resolvedById !== null &&
  state.resolvedById === by.actor.id;

const end = (state: AlertState, { actor }: AuditSource, at: Date): AlertState => ({
  ...state,
  status: 'resolved',
  endedAt: at,
  resolvedById: actor.id,
  resolvedBy: actor.label,
  settledAt: at,
  version: state.version + 1,
});

/**
 * Somebody says that an alert is over. The last that fired ends its incident; what its source tells
 * later opens both again. In one transaction with the audit log.
 *
 * @throws `conflict` saying who did what when, of one that is over or has changed
 */
export const resolveAlert = async (
  { tx, clock }: ActingContext,
  id: string,
  resolution: Resolution,
): Promise<void> => {
  const { by, version, note } = resolution;
  const state = (await lockAlert(tx, id)) ?? raise('not_found');
  if (state.status === 'resolved') {
    if (isDoneAlready(state, resolution)) return;
    raise('conflict', { message: saysItIsOver(state) });
  }
  if (version !== undefined && version !== state.version)
    raise('conflict', { message: await saysWhatChanged(tx, state) });
  const at = clock.now();
  const ended = end(state, by, at);
  await recordAudit(tx, clock, {
    by,
    action: 'alert.resolved',
    target: { type: 'alert', id },
    before: { name: state.name, status: state.status, version: state.version },
    after: {
      name: ended.name,
      status: ended.status,
      version: ended.version,
      ...(note !== undefined && note !== null && { note }),
    },
  });
  const eventId = uuidV7(clock);
  const effect = {
    kind: 'resolved',
    changes: [{ field: 'status', before: 'firing', after: 'resolved' }],
    matters: 'status',
  } as const;
  const { matters } = effect;
  const turn = {
    state: ended,
    previousStatus: 'firing',
    matters,
    eventId,
    at,
    traceId: null,
    by: by.actor,
  } as const;
  const settled = await settleAlerts({ tx, clock }, [[turn]]);
  await setResolved(tx, settled.linked(ended));
  await insertAlertEvents(tx, [
    {
      ...effect,
      id: eventId,
      at,
      alertId: id,
      eventKey: null,
      status: 'resolved',
      severity: ended.severity,
      actor: by.actor.label,
      runId: settled.runOf(eventId),
    },
  ]);
};
