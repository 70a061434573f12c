import { Counter } from 'prom-client';
import { registry } from '../../platform/metrics.ts';

export const droppedTotal = new Counter({
  name: 'taffrail_own_logs_dropped_total',
  help: 'Warnings and errors of this process that were not kept as system logs.',
  registers: [registry],
});
