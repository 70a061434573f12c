import { stalledAfterMs, type AlertRun } from '@taffrail/contract';
import type { Clock } from '../../platform/clock.ts';
import type { Database } from '../../platform/db/database.ts';
import { readSnapshot } from '../../platform/db/snapshot.ts';
import { raise } from '../../platform/http/api-error.ts';
import { findControl } from '../engine/control.store.ts';
import { refuseFail, refuseRetry } from '../engine/machine.ts';
import { findFacts, listAlerts, listResults } from './alert-run.store.ts';

const mostAlerts = 20;
const mostResults = 100;

/**
 * What only the engine knows of a run, and what may be done with it: four statements.
 *
 * @throws `not_found` of runs of the product, too
 */
export const readAlertRun = (
  { db, clock }: { readonly db: Database; readonly clock: Clock },
  id: string,
): Promise<AlertRun> =>
  readSnapshot(db, async (trx) => {
    const control = (await findControl(trx, id)) ?? raise('not_found');
    const facts = await findFacts(trx, control, control.incidentId);
    const alerts = await listAlerts(trx, control, mostAlerts);
    const results = await listResults(trx, id, mostResults);
    const { progress, lastAct } = control;
    const silentMs = facts ? clock.now().getTime() - facts.heard_at.getTime() : 0;
    return {
      runId: id,
      version: control.version,
      state: progress.state,
      isStalled: progress.state === 'running' && silentMs > stalledAfterMs,
      stage: progress.stage,
      attempt: progress.attempt,
      cause: control.cause,
      receivedAt: control.receivedAt.toISOString(),
      nextAttemptAt: control.nextAttemptAt?.toISOString() ?? null,
      incident: facts?.incident ?? null,
      alerts: alerts.map(({ id: alertId, name, cause }) => ({ id: alertId, name, cause })),
      alertCount: alerts[0]?.total ?? 0,
      results: results.map(({ at, ...result }) => ({ ...result, at: at.toISOString() })),
      retry: { refusal: refuseRetry(progress) },
      fail: { refusal: refuseFail(progress) },
      lastAct: lastAct && { ...lastAct, at: lastAct.at.toISOString() },
    };
  });
