import { collectDefaultMetrics, Registry } from 'prom-client';

/** What `/metrics` shows, of this process. Names begin with `taffrail_` or are prom-client's own. */
export const registry = new Registry();

collectDefaultMetrics({ register: registry });
