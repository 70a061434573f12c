import { Problem } from '../http/problem.ts';
import { insertCompanies } from '../companies/companies.store.ts';
import { inTransaction } from '../database/pool.ts';
import type { JobHandler } from '../jobs/worker.ts';
import type { Tradewind } from '../tradewind.ts';
import { findDiscovery, finishDiscovery } from './discoveries.store.ts';

/** Asks the catalogue and keeps what it finds. A catalogue that fails is a discovery that failed. */
export const runDiscovery =
  ({ pool, taffrail, catalogue }: Tradewind): JobHandler =>
  async (job, signal) => {
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
      const entries = await catalogue.search(discovery, { plan, signal });
      await inTransaction(pool, async (tx) => {
        await insertCompanies(tx, organizationId, id, entries);
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
