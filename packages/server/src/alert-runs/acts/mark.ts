import { recordAudit, type AuditSource } from '../../access/audit.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Transaction } from '../../platform/db/database.ts';
import { raise } from '../../platform/http/api-error.ts';
import {
  enqueueBehind,
  findControl,
  lockIncidentsOf,
  saveControls,
  type Act,
  type Control,
} from '../engine/control.store.ts';
import {
  markFailed,
  markRetry,
  refuseFail,
  refuseRetry,
  type Failure,
  type Progress,
} from '../engine/machine.ts';
import { takeStep, type Step } from '../showing/show-step.ts';
import { isTold } from './told-runs.store.ts';
import { changedMeanwhile } from './words.ts';

export interface Acting {
  readonly tx: Transaction;
  readonly clock: Clock;
  readonly by: AuditSource;
}

export const notOurs =
  'The product told of this run: it is not carried out here, so nobody can retry it or end it here.';

/** @throws `not_found`; `conflict` of a run that is not ours */
const hold = async (tx: Transaction, runId: string): Promise<Control> => {
  const place = await findControl(tx, runId);
  if (!place)
    return (await isTold(tx, runId)) ? raise('conflict', { message: notOurs }) : raise('not_found');
  await lockIncidentsOf(tx, [place]);
  return (await findControl(tx, runId, { isHeld: true })) ?? raise('not_found');
};

/**
 * @param version that was seen; undefined where nobody looked
 * @throws `conflict` that says who was first
 */
const requireSeen = (control: Control, version: number | undefined, now: Date): void => {
  if (version === undefined || version === control.version) return;
  raise('conflict', {
    message: changedMeanwhile(control, now),
    details: { version: control.version },
  });
};

const auditOf = ({ state, attempt, stage }: Progress) => ({ state, attempt, stage });

/** Keeps what somebody did, for the run and in the audit log. */
const keepAct = async (
  { tx, clock, by }: Acting,
  control: Control,
  { act, step, reason }: { act: Act['act']; step: Step; reason: string | null },
): Promise<void> => {
  const now = clock.now();
  const lastAct: Act = { act, by: by.actor.label, at: now, reason };
  const next = takeStep(control, step, now);
  await saveControls(tx, [{ ...next, control: { ...next.control, lastAct } }], now);
  await recordAudit(tx, clock, {
    by,
    action: act === 'retry' ? 'alert_run.marked_for_retry' : 'alert_run.marked_failed',
    target: { type: 'alert_run', id: control.runId },
    before: auditOf(control.progress),
    after: { ...auditOf(step.progress), ...(reason !== null && { reason }) },
  });
};

/**
 * Marks a failed run for retry: whatever takes up runs does so within a minute, from the stage that
 * failed. Nothing runs by this.
 *
 * @throws `conflict` where that is impossible, or somebody was first
 */
export const markForRetry = async (
  acting: Acting,
  runId: string,
  version?: number,
): Promise<void> => {
  const control = await hold(acting.tx, runId);
  const now = acting.clock.now();
  requireSeen(control, version, now);
  const refusal = refuseRetry(control.progress);
  if (refusal !== null) raise('conflict', { message: refusal });
  const step = { progress: markRetry(control.progress), nextAttemptAt: now };
  await keepAct(acting, control, { act: 'retry', step, reason: null });
};

/**
 * Ends a run that has not ended. A stage that is under way is told to stop, and what it still does
 * is not waited for.
 *
 * @throws `conflict` where that is impossible, or somebody was first
 */
export const markAsFailed = async (
  acting: Acting,
  runId: string,
  { version, reason }: { version: number; reason: string },
): Promise<void> => {
  const control = await hold(acting.tx, runId);
  const now = acting.clock.now();
  requireSeen(control, version, now);
  const refusal = refuseFail(control.progress);
  if (refusal !== null) raise('conflict', { message: refusal });
  const failure: Failure = {
    errorType: 'marked_failed',
    message: `${acting.by.actor.label} marked it as failed: ${reason}`,
  };
  const durationMs = now.getTime() - (control.stageBeganAt ?? now).getTime();
  const ended =
    control.progress.state === 'running'
      ? { result: { state: 'failed' as const, ...failure }, durationMs: Math.max(0, durationMs) }
      : undefined;
  const step = { progress: markFailed(control.progress), ended, failure };
  await keepAct(acting, control, { act: 'fail', step, reason });
  await enqueueBehind(acting.tx, [control], now);
};
