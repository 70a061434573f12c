import { checkRunKeptDays, type DashboardIncidents } from '@taffrail/contract';
import { readSnapshot } from '../../platform/db/snapshot.ts';
import { dayMs } from '../../platform/time/time-range.ts';
import type { DashboardContext } from '../dashboard-context.ts';
import {
  countActiveIncidents,
  findLastResolved,
  listRecentCheckRuns,
  readReadiness,
  type ReadinessRow,
  type RecentCheckRunRow,
} from './incidents.store.ts';

const recentRuns = 10;

const toCheckRun = (row: RecentCheckRunRow): DashboardIncidents['checkRuns'][number] => ({
  id: row.id,
  checkId: row.check_id,
  name: row.name,
  kind: row.kind,
  result: row.result,
  message: row.message,
  at: row.created_at.toISOString(),
});

const toReadiness = (row: ReadinessRow): DashboardIncidents['readiness'] => ({
  channels: { enabled: row.channels, tested: row.tested },
  inbox: {
    waiting: row.waiting,
    oldestWaitingAt: row.oldest_waiting_at?.toISOString() ?? null,
    poisoned: row.poisoned,
  },
  heartbeats: { watched: row.watched, fresh: row.fresh },
});

/** All of one snapshot: the figures agree with each other. */
export const readIncidents = ({ db, clock }: DashboardContext): Promise<DashboardIncidents> => {
  const now = clock.now();
  const since = new Date(now.getTime() - checkRunKeptDays * dayMs);
  return readSnapshot(db, async (trx) => {
    const { unacknowledged, ...active } = await countActiveIncidents(trx);
    const lastResolvedAt = await findLastResolved(trx);
    const runs = await listRecentCheckRuns(trx, { since, limit: recentRuns });
    return {
      asOf: now.toISOString(),
      active,
      unacknowledged,
      lastResolvedAt: lastResolvedAt?.toISOString() ?? null,
      checkRuns: runs.map(toCheckRun),
      readiness: toReadiness(await readReadiness(trx, now)),
    };
  });
};
