import type pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runJobs } from '../../test/run-jobs.ts';
import { startTestServer, type TestServer } from '../../test/server.ts';
import { createPool } from '../platform/db/database.ts';
import { createLogger } from '../platform/log.ts';

let server: TestServer;
/** As the lane of urgent jobs has it. */
let urgent: pg.Pool;
const sessions = 3;
beforeAll(async () => {
  server = await startTestServer();
  const log = createLogger({ level: 'silent' });
  const url = server.urls.owner;
  urgent = createPool({
    url,
    name: 'urgent',
    max: sessions,
    statementTimeoutMs: 0,
    keepsPlans: true,
    log,
  });
});
afterAll(async () => {
  await urgent.end();
  await server.close();
});

let hook: string;

const fire = async (status: 'firing' | 'resolved'): Promise<void> => {
  const labels = { alertname: 'Slow', service: 'api', severity: 'critical', instance: 'web-1' };
  const body = {
    version: '4',
    status,
    groupKey: '{}:{alertname="Slow"}',
    groupLabels: { alertname: 'Slow' },
    commonLabels: labels,
    commonAnnotations: {},
    alerts: [{ status, labels, annotations: {}, startsAt: '2026-11-21T09:59:00Z' }],
  };
  const answer = await server.inject(hook, { body });
  expect(answer.status).toBe(200);
  await runJobs({ ...server, owner: urgent });
};

const connectAll = async (): Promise<void> => {
  const as = await server.operator('owner');
  const source = await server.inject('POST /api/v1/sources', {
    as,
    body: { kind: 'alertmanager', name: 'Alertmanager' },
  });
  hook = `POST ${new URL(source.body.url).pathname}`;
  await server.inject('POST /api/v1/notification-channels', {
    as,
    body: {
      kind: 'webhook',
      name: 'Nobody listens',
      settings: { url: 'http://127.0.0.1:9/', reach: 'private' },
      throttle: { messages: 10, seconds: 60 },
    },
  });
};

interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly Plans?: readonly PlanNode[];
}

const scannedIn = (node: PlanNode): string[] => [
  ...(node['Node Type'] === 'Seq Scan' ? [node['Relation Name'] ?? ''] : []),
  ...(node.Plans ?? []).flatMap(scannedIn),
];

/** What sessions keep: of each statement the tables that it reads whole, partitions as their table. */
const explainKept = async (): Promise<Map<string, readonly string[]>> => {
  const clients = await Promise.all(Array.from({ length: sessions }, () => urgent.connect()));
  const found = new Map<string, readonly string[]>();
  for (const client of clients) {
    const { rows } = await client.query<{ statement: string }>(
      'select statement from pg_prepared_statements',
    );
    for (const { statement } of rows) {
      const { rows: plans } = await client.query<{ 'QUERY PLAN': [{ Plan: PlanNode }] }>(
        `explain (generic_plan, format json) ${statement}`,
      );
      const scanned = plans.flatMap((row) => scannedIn(row['QUERY PLAN'][0].Plan));
      found.set(statement, [...new Set(scanned.map((name) => name.replace(/_\d{4}_.*$/, '')))]);
    }
  }
  for (const client of clients) client.release();
  return found;
};

/** Of which there are a few. */
const small: ReadonlySet<string> = new Set([
  'checks',
  'check_states',
  'notification_routes',
  // Of jobs that wait for each other, which ours do not.
  '_private_job_queues',
]);

it('reads nothing whole that grows, whatever a plan was made for', async () => {
  await connectAll();
  await fire('firing');
  server.clock.advance({ minutes: 1 });
  await fire('resolved');
  const kept = await explainKept();
  expect(kept.size).toBeGreaterThan(50);
  const bad = [...kept].filter(([, tables]) => tables.some((table) => !small.has(table)));
  expect(bad).toEqual([]);
});
