import { Counter, Gauge, Histogram } from 'prom-client';
import { registry } from '../platform/metrics.ts';

const registers = [registry];

export const recordsTotal = new Counter({
  name: 'taffrail_ingest_records_total',
  help: 'Records of batches that were answered with 200.',
  labelNames: ['result'] as const,
  registers,
});

export const batchesTotal = new Counter({
  name: 'taffrail_ingest_batches_total',
  help: 'Batches by the status of their answer.',
  labelNames: ['status'] as const,
  registers,
});

export const groupRows = new Histogram({
  name: 'taffrail_ingest_group_rows',
  help: 'Rows of activity that shared one transaction.',
  buckets: [1, 10, 100, 1_000, 2_000, 5_000, 10_000],
  registers,
});

export const waitingBytes = new Gauge({
  name: 'taffrail_ingest_waiting_bytes',
  help: 'Memory that batches under way are held to.',
  registers,
});
