import { randomUUID } from 'node:crypto';
import { receiveAlerts, type AlertReport, type ReportedAlerts } from '../../src/alerts/alerts.ts';
import { createDatabase } from '../../src/platform/db/database.ts';
import type { TestServer } from '../server.ts';

export const makeSource = (name = 'Prometheus') =>
  ({ kind: 'alertmanager', id: randomUUID(), name }) as const;

/** An alert that fires since now, unless it is said otherwise. */
export const makeReport = (
  { clock }: Pick<TestServer, 'clock'>,
  given: Partial<AlertReport> = {},
): AlertReport => ({
  fingerprint: 'f1',
  name: 'HighErrorRate',
  severity: 'warning',
  status: 'firing',
  description: null,
  labels: { instance: 'web-1' },
  annotations: {},
  service: null,
  groupKey: null,
  url: null,
  startedAt: clock.now(),
  endedAt: null,
  traceId: null,
  isAcknowledgedBySender: false,
  ...given,
});

export const makeDelivery = (
  { clock }: Pick<TestServer, 'clock'>,
  source: ReportedAlerts['source'],
  alerts: readonly AlertReport[],
  given: Partial<ReportedAlerts> = {},
): ReportedAlerts => ({
  source,
  eventKey: randomUUID(),
  receivedAt: clock.now(),
  alerts,
  isTruncated: false,
  ...given,
});

/** In one transaction, as a job does that reads what waits. */
export const receiveDeliveries = (
  { owner, clock }: Pick<TestServer, 'owner' | 'clock'>,
  ...reported: readonly ReportedAlerts[]
): Promise<void> =>
  createDatabase(owner)
    .transaction()
    .execute((tx) => receiveAlerts({ tx, clock }, reported));
