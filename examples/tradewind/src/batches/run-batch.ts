import { findCompany } from '../companies/companies.store.ts';
import { withProfile } from '../companies/with-profile.ts';
import { Problem } from '../http/problem.ts';
import type { JobHandler } from '../jobs/worker.ts';
import type { Tradewind } from '../tradewind.ts';
import { findBatch, finishBatch } from './batches.store.ts';

/** So often the catalogue may fail before the batch is given up. */
export const mayFail = 1;

export const doneMessage = (lookedUp: number): string =>
  `The profiles of ${lookedUp} companies were looked up.`;

/** Looks up the profiles of many companies, one after the other. */
export const runBatch =
  (app: Tradewind): JobHandler =>
  async (job, signal) => {
    const { organizationId, plan, resourceId: id } = job;
    const batch = await findBatch(app.pool, organizationId, id);
    if (!batch) return;
    const startedAt = performance.now();
    const failures: string[] = [];
    let lookedUp = 0;
    for (const companyId of batch.companyIds) {
      if (failures.length > mayFail) break;
      const company = await findCompany(app.pool, organizationId, companyId);
      if (!company) continue;
      try {
        await withProfile(app, company, { plan, signal });
        lookedUp += 1;
      } catch (error) {
        if (!(error instanceof Problem)) throw error;
        failures.push(error.code);
        const isLast = failures.length > mayFail;
        const context = { companies: batch.companyIds.length, lookedUp, plan };
        app.taffrail.log(job, {
          level: isLast ? 'error' : 'warning',
          source: 'batch',
          error,
          context,
        });
      }
    }
    const error = failures.length > mayFail ? (failures.at(-1) ?? null) : null;
    await finishBatch(app.pool, id, { lookedUp, error });
    if (error === null)
      app.taffrail.log(job, { level: 'info', source: 'batch', message: doneMessage(lookedUp) });
    await app.taffrail.logActivity(job, {
      action: error === null ? 'batch.completed' : 'batch.failed',
      resourceType: 'batch_job',
      resourceId: id,
      metadata: {
        companies: batch.companyIds.length,
        lookedUp,
        durationMs: Math.round(performance.now() - startedAt),
        ...(error !== null && { error }),
      },
    });
  };
