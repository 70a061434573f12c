import { chainLimits, type AlertChain, type ChainPlace } from '@taffrail/contract';
import type { Database } from '../../platform/db/database.ts';
import { readSnapshot } from '../../platform/db/snapshot.ts';
import { raise } from '../../platform/http/api-error.ts';
import { findAnchor, findIncidentRow, listAlertRows, listChainRunRows } from './chain.store.ts';

/** What hangs together with one place in it: four statements. */
export const readChain = (
  db: Database,
  { place, id }: { readonly place: ChainPlace; readonly id: string },
): Promise<AlertChain> =>
  readSnapshot(db, async (trx) => {
    const anchor = (await findAnchor(trx, place, id)) ?? raise('not_found');
    const { incident_id: incidentId } = anchor;
    const incident = incidentId === null ? undefined : await findIncidentRow(trx, incidentId);
    const alerts = await listAlertRows(trx, anchor, chainLimits.alerts);
    const runs = await listChainRunRows(trx, anchor, chainLimits.runs);
    return {
      alerts: alerts.map(({ id: alertId, name, severity, status, started_at }) => ({
        id: alertId,
        name,
        severity,
        status,
        startedAt: started_at.toISOString(),
      })),
      alertCount: alerts[0]?.count ?? 0,
      incident: incident ?? null,
      runs: runs.map((run) => ({
        id: run.id,
        status: run.status,
        createdAt: run.created_at.toISOString(),
        traceId: run.trace_id,
        stages: run.stages,
        analysis: run.analysis,
      })),
      runCount: runs[0]?.count ?? 0,
    };
  });
