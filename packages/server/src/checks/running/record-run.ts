import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import type { ChangeTopic, CheckRunCause } from '@taffrail/contract';
import { receiveAlerts, type AlertReport } from '../../alerts/alerts.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Database, Transaction } from '../../platform/db/database.ts';
import { uuidV7 } from '../../platform/ids.ts';
import { toScrubbedJson } from '../../platform/secrets/scrub-secrets.ts';
import type { Finding } from '../checkers/checker.ts';
import {
  deleteCheck,
  findCheckRow,
  lockCheckRow,
  updateState,
  type CheckRow,
} from '../checks.store.ts';
import { flappingWindow, nextState, type CheckState } from './next-state.ts';
import { countRun, insertRun, listLatestResults } from './record-run.store.ts';

export interface RecordingContext {
  readonly db: Database;
  readonly clock: Clock;
  readonly reportingTimeZone: string;
}

/** A look that is over. */
export interface EndedRun {
  readonly at: Date;
  readonly durationMs: number;
  readonly finding: Finding;
  readonly cause: CheckRunCause;
  /** The pipeline's run that asked for it. */
  readonly of?: { readonly runId: string; readonly traceId: string };
}

const messageLength = 500;
const dayMs = 86_400_000;
/** What flaps does so within days, however seldom it runs. */
const lookBackDays = 31;

const toState = (row: CheckRow): CheckState => ({
  result: row.result,
  resultSince: row.result_since,
  failures: row.failures,
  successes: row.successes,
  failingSince: row.failing_since,
  alerting: row.alerting,
  alertingSince: row.alerting_since,
  isFlapping: row.is_flapping,
});

/** The topics of what a change of an alert reaches. */
const alertTopics = ['alerts', 'incidents', 'pipelines'] as const satisfies ChangeTopic[];

interface Storing {
  readonly tx: Transaction;
  readonly clock: Clock;
}

type Alert = Pick<
  AlertReport,
  'severity' | 'status' | 'description' | 'startedAt' | 'endedAt' | 'traceId'
>;

/** What a check alerts of, as a webhook would. */
const tell = async (
  { tx, clock }: Storing,
  check: CheckRow,
  { alert, eventKey }: { readonly alert: Alert; readonly eventKey: string },
): Promise<void> => {
  const { id, kind, name, service } = check;
  const host = check.host ?? hostname();
  const labels = { check: name, kind, host, ...(service !== null && { service }) };
  const rest = { annotations: {}, groupKey: null, url: null, isAcknowledgedBySender: false };
  await receiveAlerts({ tx, clock }, [
    {
      source: { kind: kind === 'heartbeat' ? 'heartbeat' : 'check', id, name },
      eventKey,
      receivedAt: clock.now(),
      isTruncated: false,
      alerts: [{ ...alert, ...rest, fingerprint: id, name, labels, service }],
    },
  ]);
};

/** As many hex digits as W3C's trace ids have. */
const newTraceId = (): string => randomBytes(16).toString('hex');

/** What a run makes of the alert of its check; undefined when that stays as it was. */
const alertOf = (before: CheckState, after: CheckState, run: EndedRun): Alert | undefined => {
  if (before.alerting === after.alerting) return undefined;
  const isFiring = after.alerting !== null;
  return {
    severity: after.alerting ?? before.alerting ?? 'warning',
    status: isFiring ? 'firing' : 'resolved',
    description: run.finding.message,
    startedAt: (isFiring ? after.alertingSince : before.alertingSince) ?? run.at,
    endedAt: isFiring ? null : run.at,
    traceId: newTraceId(),
  };
};

const toRow = (
  check: CheckRow,
  { finding, ...run }: EndedRun,
  { id, traceId }: { readonly id: string; readonly traceId: string | null },
): Parameters<typeof insertRun>[1] => ({
  created_at: run.at,
  id,
  check_id: check.id,
  kind: check.kind,
  name: check.name,
  result: finding.result,
  message: finding.message.slice(0, messageLength),
  value: finding.value,
  warning_at: finding.warningAt,
  critical_at: finding.criticalAt,
  duration_ms: Math.round(run.durationMs * 10) / 10,
  host: hostname(),
  target: finding.target,
  cause: run.cause,
  run_id: run.of?.runId ?? null,
  trace_id: traceId,
  output: toScrubbedJson(finding.output),
});

/** How its check stands after a run. */
const advance = async (
  tx: Transaction,
  check: CheckRow,
  { at, finding }: EndedRun,
): Promise<CheckState> => {
  const since = new Date(at.getTime() - lookBackDays * dayMs);
  const before = await listLatestResults(tx, check.id, { since, limit: flappingWindow });
  const outcome = { at, result: finding.result, before };
  return nextState(toState(check), outcome, check.failures_before_alert);
};

const saveState = (
  tx: Transaction,
  checkId: string,
  state: CheckState,
  latest: { readonly id: string; readonly at: Date },
): Promise<void> =>
  updateState(tx, checkId, {
    result: state.result,
    result_since: state.resultSince,
    latest_run_id: latest.id,
    latest_run_at: latest.at,
    failures: state.failures,
    successes: state.successes,
    failing_since: state.failingSince,
    alerting: state.alerting,
    alerting_since: state.alertingSince,
    is_flapping: state.isFlapping,
  });

/**
 * Stores what a pipeline's run asked for: evidence for an alert, and no more. It moves neither the
 * check nor its rollups: in a storm one spike would be counted many times.
 */
export const recordEvidence = (
  { db, clock }: Pick<RecordingContext, 'db' | 'clock'>,
  checkId: string,
  run: EndedRun & { readonly of: NonNullable<EndedRun['of']> },
): Promise<string | undefined> =>
  db.transaction().execute(async (tx) => {
    const check = await findCheckRow(tx, checkId);
    if (!check) return undefined;
    const id = uuidV7(clock);
    await insertRun(tx, toRow(check, run, { id, traceId: run.of.traceId }));
    return id;
  });

/**
 * Stores a run, and all that follows from it, in one transaction: how its check stands, what it adds
 * to the rollups, and the alert that it raises or resolves.
 *
 * @returns undefined when the check is gone
 */
export const recordRun = (
  { db, clock, reportingTimeZone: timeZone }: RecordingContext,
  checkId: string,
  run: EndedRun,
): Promise<{ readonly id: string; readonly topics: readonly ChangeTopic[] } | undefined> =>
  db.transaction().execute(async (tx) => {
    const check = await lockCheckRow(tx, checkId);
    if (!check || check.removed_at !== null) return undefined;
    const id = uuidV7(clock);
    const { result, value } = run.finding;
    const after = await advance(tx, check, run);
    // What is disabled, and run by somebody all the same, alerts nobody.
    const alert = check.is_enabled ? alertOf(toState(check), after, run) : undefined;
    await insertRun(tx, toRow(check, run, { id, traceId: alert?.traceId ?? null }));
    await countRun(tx, { checkId, at: run.at, result, value, timeZone });
    const state = check.is_enabled ? after : { ...after, alerting: null, alertingSince: null };
    await saveState(tx, checkId, state, { id, at: run.at });
    if (!alert) return { id, topics: ['checks'] };
    await tell({ tx, clock }, check, { alert, eventKey: `check_run:${id}` });
    return { id, topics: ['checks', ...alertTopics] };
  });

/**
 * What is alerting of a check that nobody runs any more is over; one that was removed is deleted.
 *
 * @returns the topics of what changed
 */
export const settleCheck = (
  { db, clock }: Pick<RecordingContext, 'db' | 'clock'>,
  checkId: string,
): Promise<readonly ChangeTopic[]> =>
  db.transaction().execute(async (tx) => {
    const check = await lockCheckRow(tx, checkId);
    if (!check || (check.is_enabled && check.removed_at === null)) return [];
    const { alerting, alerting_since: since, removed_at: removedAt } = check;
    if (alerting !== null) {
      const now = clock.now();
      const description = `The check was ${removedAt === null ? 'disabled' : 'removed'}.`;
      const times = { startedAt: since ?? now, endedAt: now };
      const alert = { severity: alerting, status: 'resolved', description, ...times } as const;
      const eventKey = `check:${checkId}:${check.version}`;
      await tell({ tx, clock }, check, { alert: { ...alert, traceId: null }, eventKey });
    }
    if (removedAt !== null) await deleteCheck(tx, checkId);
    else
      await updateState(tx, checkId, {
        alerting: null,
        alerting_since: null,
        failures: 0,
        failing_since: null,
      });
    return ['checks', ...(alerting === null ? [] : alertTopics)];
  });
