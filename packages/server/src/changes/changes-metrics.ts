import { Gauge } from 'prom-client';
import { registry } from '../platform/metrics.ts';

export const openStreamsNow = new Gauge({
  name: 'taffrail_change_streams',
  help: 'Streams of changes that are open.',
  registers: [registry],
});
