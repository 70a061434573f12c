import { recordAudit, type AuditSource } from '../../access/audit.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Transaction } from '../../platform/db/database.ts';
import { raise } from '../../platform/http/api-error.ts';
import { findRunFigures, getLoadTestForUpdate, setBaseline } from '../load-tests.store.ts';

/** From now on later runs are compared with this one; with none chosen, with the last that passed. */
export const acceptAsBaseline = async (
  tx: Transaction,
  clock: Clock,
  { id, runId, by }: { id: string; runId: string | null; by: AuditSource },
): Promise<void> => {
  const test = await getLoadTestForUpdate(tx, id);
  if (runId !== null && !(await findRunFigures(tx, runId, id))) raise('not_found');
  if (test.baseline_run_id === runId) return;
  await setBaseline(tx, id, runId);
  await recordAudit(tx, clock, {
    by,
    action: runId === null ? 'load_test.baseline_removed' : 'load_test.baseline_accepted',
    target: { type: 'load_test', id },
    before: { name: test.name, baselineRunId: test.baseline_run_id },
    after: { name: test.name, baselineRunId: runId },
  });
};
