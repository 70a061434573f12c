import { Problem } from '../http/problem.ts';
import { insertCompanies } from '../companies/companies.store.ts';
import { inTransaction } from '../database/pool.ts';
import type { JobHandler } from '../jobs/worker.ts';
import type { Tradewind } from '../tradewind.ts';
import { findDiscovery, finishDiscovery } from './discoveries.store.ts';
import { discoveryStages, orderEntries } from './order-entries.ts';

/**
 * Asks the catalogue, puts what it finds into an order and keeps it. A catalogue that fails is a
 * discovery that failed; without an order it is still one.
 */
export const runDiscovery =
  (app: Tradewind): JobHandler =>
  async (job, signal) => {
    const { pool, taffrail, catalogue } = app;
    const { organizationId, plan, resourceId: id } = job;
    const discovery = await findDiscovery(pool, organizationId, id);
    if (!discovery) return;
    const { keyword, country, industry } = discovery;
    const log = (action: string, metadata: Record<string, unknown>): Promise<void> =>
      taffrail.logActivity(job, {
        action,
        resourceType: 'search',
        resourceId: id,
        metadata: { keyword, country, industry, ...metadata },
      });
    const startedAt = performance.now();
    const duration = (): number => Math.round(performance.now() - startedAt);
    try {
      const pipeline = { name: 'discovery', id, stages: discoveryStages };
      const { entries, isRanked } = await taffrail.pipeline(pipeline, job, async (run) => {
        const found = await run.stage('search', () =>
          catalogue.search(discovery, { plan, signal }),
        );
        const ordered = await orderEntries(app, { job, discovery, run, signal }, found);
        return { entries: ordered ?? found, isRanked: ordered !== undefined };
      });
      await inTransaction(pool, async (tx) => {
        await insertCompanies(tx, { organizationId, discoveryId: id }, entries, isRanked);
        await finishDiscovery(tx, id, { state: 'completed', found: entries.length });
      });
      await log('discovery.completed', {
        companiesFound: entries.length,
        durationMs: duration(),
      });
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      const context = { keyword, country, industry, plan };
      taffrail.log(job, { level: 'error', source: 'discovery', error, context });
      await finishDiscovery(pool, id, { state: 'failed', error: error.code });
      await log('discovery.failed', { error: error.code, durationMs: duration() });
    }
  };
