import type { IncidentFilter, IncidentOrder } from '@taffrail/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { explainQueries, type ExplainedQuery } from '../../test/explain.ts';
import { fillIncidents } from '../../test/incidents/many-incidents.ts';
import { startTestServer, type TestServer } from '../../test/server.ts';
import type { Database } from '../platform/db/database.ts';
import { listIncidentRows } from './reading/incidents.store.ts';
import { readIncidentFigures } from './reading/read-figures.ts';
import { readIncident } from './reading/read-incident.ts';
import { readIncidentAlerts, readIncidentRuns } from './reading/read-parts.ts';
import { readTimeline } from './reading/read-timeline.ts';

const now = '2026-11-21T09:57:13.123Z';
let server: TestServer;

beforeAll(async () => {
  server = await startTestServer({ now });
  await fillIncidents(server.owner, { incidents: 30_000, active: 40, before: now });
  // As the autovacuum leaves it: what has not changed lately is visible to all.
  await server.owner.query('vacuum (analyze)');
}, 60_000);
afterAll(() => server.close());

const explain = (work: (db: Database) => Promise<unknown>): Promise<ExplainedQuery[]> =>
  explainQueries(server.urls.app, work);
const reader = (db: Database) => ({ db, clock: server.clock });

type Case = readonly [filter: IncidentFilter, sort: IncidentOrder, index: string];

describe('the list', () => {
  it.each<Case>([
    [{}, 'severity', 'incidents_active'],
    [{ severity: 'critical' }, 'severity', 'incidents_active'],
    [{ state: 'all' }, 'severity', 'incidents_severity'],
    [{ state: 'all' }, 'opened', 'incidents_opened'],
    [{ state: 'closed' }, 'opened', 'incidents_opened'],
    [{ state: 'all', service: 'service 3' }, 'opened', 'incidents_service'],
  ])('of %j by %s is one statement over its index', async (filter, sort, index) => {
    const queries = await explain((db) =>
      listIncidentRows(db, filter, {
        sort,
        limit: 51,
        now: server.clock.now(),
        operatorId: null,
      }),
    );
    expect(queries).toHaveLength(1);
    const [query] = queries;
    expect(query?.indexes).toContain(index);
    expect(query?.scanned).toEqual([]);
    expect(query?.touched['incidents'] ?? 0).toBeLessThanOrEqual(160);
  });

  it('finds the incidents of a trace by the indexes of traces', async () => {
    const filter = { state: 'all', traceId: 'ab'.repeat(16) } as const;
    const queries = await explain((db) =>
      listIncidentRows(db, filter, {
        sort: 'severity',
        limit: 51,
        now: server.clock.now(),
        operatorId: null,
      }),
    );
    for (const { scanned } of queries) expect(scanned).toEqual([]);
  });
});

it('the figures are read from what is active and from indexes alone', async () => {
  const queries = await explain((db) => readIncidentFigures(reader(db), {}));
  expect(queries).toHaveLength(2);
  for (const { scanned } of queries) expect(scanned).toEqual([]);
});

it('one incident is five statements, and each of its parts one, none over whole tables', async () => {
  const { rows } = await server.owner.query<{ id: string }>('select id from incidents limit 1');
  const id = rows[0]?.id ?? '';
  const page = { limit: 50 };
  const parts: [number, (db: Database) => Promise<unknown>][] = [
    [5, (db) => readIncident(reader(db), id)],
    [1, (db) => readIncidentAlerts(db, id, page)],
    [1, (db) => readIncidentRuns(db, id)],
    [1, (db) => readTimeline(db, id, page)],
  ];
  for (const [statements, work] of parts) {
    const queries = await explain(work);
    expect(queries).toHaveLength(statements);
    for (const { scanned } of queries)
      // Operators are few, and channels.
      expect(
        scanned.filter((table) => !['operators', 'notification_channels'].includes(table)),
      ).toEqual([]);
  }
});
