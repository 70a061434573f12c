import { afterAll, beforeAll, expect, it } from 'vitest';
import { explainQueries, type ExplainedQuery } from '../../test/explain.ts';
import { fillPipelines } from '../../test/figures/many-runs.ts';
import { startTestServer, type TestServer } from '../../test/server.ts';
import type { Database } from '../platform/db/database.ts';
import { readPipelineHealth } from './reading/read-health.ts';
import { readPipelines } from './reading/read-pipelines.ts';
import { readRun } from './runs/read-run.ts';
import { listRunRows } from './runs/runs.store.ts';

const timeZone = 'Europe/Berlin';
const now = '2026-11-21T09:57:13.123Z';
const pipelines = 5;
const stages = 4;
let server: TestServer;

beforeAll(async () => {
  server = await startTestServer({ now, timeZone });
  await fillPipelines(server.owner, { runs: 20_000, days: 85, before: now, pipelines, stages });
}, 60_000);
afterAll(() => server.close());

const context = (db: Database) => ({
  db,
  clock: server.clock,
  product: {},
  reportingTimeZone: timeZone,
});
const explain = (work: (db: Database) => Promise<unknown>): Promise<ExplainedQuery[]> =>
  explainQueries(server.urls.app, work);
const touchedBy = ({ touched }: ExplainedQuery): number =>
  Object.values(touched).reduce((sum, count) => sum + count, 0);

const ranges = ['24h', '7d', '30d', '90d'] as const;
/** Of every pipeline with its stages and its runs: of a week, the hours of its month may be cheaper. */
const mostTouched = { '24h': 48, '7d': 2 * 31 * 24, '30d': 60, '90d': 180 } as const;

it.each(ranges)('the pipelines of %s are read from rollups', async (range) => {
  const queries = await explain((db) => readPipelines(context(db), range));
  // The calendar, once or twice; names, sums, runs over time, and what is in flight.
  expect(queries.length).toBeLessThanOrEqual(6);
  for (const query of queries) {
    expect(query.scanned).not.toContain('pipeline_runs');
    expect(query.scanned).not.toContain('stage_executions_daily');
    expect(touchedBy(query)).toBeLessThanOrEqual(
      mostTouched[range] * pipelines * (stages + 1) + 50,
    );
  }
});

it.each(ranges)('a pipeline of %s is read from rollups and a few rows', async (range) => {
  const queries = await explain((db) =>
    readPipelineHealth(context(db), { pipeline: 'pipeline 1', range }),
  );
  // As for all, its stages, samples of errors, the slowest and the latest failed runs.
  expect(queries.length).toBeLessThanOrEqual(9);
  for (const query of queries) {
    expect(
      query.scanned.filter((table) => !['pipelines', 'pipeline_stages'].includes(table)),
    ).toEqual([]);
    expect(query.touched['pipeline_runs'] ?? 0).toBeLessThan(400);
    expect(query.touched['stage_executions'] ?? 0).toBeLessThan(200);
  }
});

it.each([
  [{}, 51],
  [{ pipeline: 'pipeline 2' }, 51],
  [{ status: 'failed' }, 51],
  [{ status: 'failed', pipeline: 'pipeline 2' }, 51],
  [{ traceId: '0'.repeat(31) + '7' }, 1],
  [{ status: 'running' }, 51],
  // Those in which another stage failed are passed over.
  [{ pipeline: 'pipeline 2', failedStage: 'stage 1' }, 51 * (stages + 1)],
] as const)('runs filtered by %j are found by an index in their order', async (filter, most) => {
  const queries = await explain((db) =>
    listRunRows(db, filter, { limit: 51, after: undefined, now: server.clock.now() }),
  );
  expect(queries).toHaveLength(1);
  for (const { scanned, touched, sortedRows } of queries) {
    expect(scanned).toEqual([]);
    expect(touched['pipeline_runs']).toBeLessThanOrEqual(2 * most);
    expect(touched['stage_executions'] ?? 0).toBeLessThanOrEqual(51 * stages);
    expect(sortedRows).toBeLessThanOrEqual(51 * stages);
  }
});

it('a run is read by its id', async () => {
  const { rows } = await server.owner.query<{ id: string }>('select id from pipeline_runs limit 1');
  const queries = await explain((db) =>
    readRun({ db, clock: server.clock }, rows[0]?.id ?? 'there is none'),
  );
  expect(queries).toHaveLength(3);
  for (const query of queries) {
    expect(query.scanned).toEqual([]);
    expect(touchedBy(query)).toBeLessThanOrEqual(2 * stages + 3);
  }
});
