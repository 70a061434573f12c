import { afterAll, beforeAll, expect, it } from 'vitest';
import { explainQueries, type ExplainedQuery } from '../../test/explain.ts';
import { startTestServer, type TestServer } from '../../test/server.ts';
import { createLogger } from '../platform/log.ts';
import { listTerms } from './reading/list-terms.ts';
import { readTrends, type TrendsContext } from './reading/read-trends.ts';

const now = '2026-11-21T10:00:00Z';
const days = 120;
const keywords = 300;
const countries = 20;

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ now });
  const { owner } = server;
  await owner.query(
    `insert into search_terms (dimension, value, label, organizations)
     select 'keyword', 'word ' || n, 'Word ' || n, 9 from generate_series(1, ${keywords}) as n
     union all select 'country', 'c' || n, 'C' || n, 9 from generate_series(1, ${countries}) as n`,
  );
  const figures = `1 + t.id % 7, 1, 0, 5, 0`;
  const past = `generate_series(1, ${days}) as d, lateral (select '2026-11-22'::date - d as day) as of`;
  await owner.query(
    `insert into search_terms_daily
     select t.dimension, day, t.id, ${figures} from search_terms t, ${past}`,
  );
  await owner.query(
    `insert into search_pairs_daily
     select t.id, o.dimension, day, o.id, ${figures}
     from search_terms t join search_terms o on o.dimension <> t.dimension, ${past}
     where (t.id + o.id) % 4 = 0`,
  );
  await owner.query(`insert into searches_daily select day, 1000, 900, 90, 9000, 12 from ${past}`);
  await owner.query('vacuum analyze');
}, 60_000);
afterAll(() => server.close());

const explain = (read: (context: TrendsContext) => Promise<unknown>): Promise<ExplainedQuery[]> =>
  explainQueries(server.urls.app, (db) =>
    read({
      db,
      clock: server.clock,
      product: {},
      reportingTimeZone: 'UTC',
      log: createLogger({ level: 'silent' }),
    }),
  );

const asked = { range: '30d', compare: 'dow', filter: [] } as const;

it('the page reads rollups by their keys, and no rows', async () => {
  const queries = await explain((context) => readTrends(context, asked));
  // Today, the first day, the days and when they begin, and one for each dimension.
  expect(queries).toHaveLength(8);
  for (const { scanned, touched } of queries) {
    expect(scanned).not.toContain('search_terms_daily');
    expect(scanned).not.toContain('search_pairs_daily');
    expect(touched['activity_log']).toBeUndefined();
    // A month and the days that it is compared with: whole weeks, and at most six days on each side
    // and the last.
    expect(touched['search_terms_weekly'] ?? 0).toBeLessThanOrEqual(8 * keywords);
    expect(touched['search_terms_daily'] ?? 0).toBeLessThanOrEqual(26 * keywords);
    expect(scanned).not.toContain('search_terms_weekly');
  }
});

it('beside a term only its pairs are read', async () => {
  const filter = ['country.c7'];
  const queries = await explain((context) => readTrends(context, { ...asked, filter }));
  expect(queries).toHaveLength(10);
  for (const { scanned, touched } of queries) {
    expect(scanned).not.toContain('search_pairs_daily');
    expect(touched['search_pairs_daily'] ?? 0).toBeLessThanOrEqual(59 * keywords);
  }
});

it('a page of terms is one reading of its dimension', async () => {
  const queries = await explain((context) =>
    listTerms(context, {
      ...asked,
      filter: [],
      dimension: 'keyword',
      sort: '-searches',
      limit: 50,
      offset: 0,
    }),
  );
  expect(queries).toHaveLength(3);
  for (const { scanned } of queries) expect(scanned).not.toContain('search_terms_daily');
});
