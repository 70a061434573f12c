import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { explainQueries } from '../../test/explain.ts';
import { startTestServer, type TestServer } from '../../test/server.ts';
import { listPriceRows } from './reading/list-prices.store.ts';
import { listUnpricedRows } from './reading/unpriced.store.ts';

let server: TestServer;

/** As after an import of a long list, and three years of jobs of forty models. */
beforeAll(async () => {
  server = await startTestServer();
  await server.owner.query(`
    insert into model_prices (
      id, provider, model_pattern, effective_from, input_usd, output_usd, origin, created_at
    )
    select gen_random_uuid(), 'provider-' || n % 30, 'model-' || n,
      timestamptz '2026-01-01Z' + month * interval '1 month', 1, 1, 'imported', now()
    from generate_series(1, 3000) as n, generate_series(0, 2) as month`);
  await server.owner.query(`
    insert into usage_totals_daily (
      day, provider, model, route, jobs, failed, input_tokens, output_tokens, cached_read_tokens,
      cached_write_tokens, reasoning_tokens, cost_usd, unpriced_jobs, unpriced_tokens,
      failed_cost_usd, latency, first_token, timed_tokens, timed_us, scored, score_sum
    )
    select day::date, 'provider', 'model-' || n, '/route', 9, 0, 9, 9, 0, 0, 0, 0,
      case when n = 1 then 9 else 0 end, 18, 0, '\\x0064000000000001', '', 9, 9, 0, 0
    from generate_series(timestamp '2023-11-21', '2026-11-21', '1 day') as day,
      generate_series(1, 40) as n`);
  await server.owner.query('analyze model_prices, usage_totals_daily');
});
afterAll(() => server.close());

describe('the queries of prices', () => {
  it('list the book in one statement that looks at no price more than twice', async () => {
    const now = server.clock.now();
    const explained = await explainQueries(server.urls.app, async (db) => {
      const rows = await listPriceRows(db, { q: 'model-77' }, { now, limit: 51 });
      expect(rows.map(({ state }) => state)).toContain('in_force');
    });
    expect(explained).toHaveLength(1);
    expect(explained[0]?.touched['model_prices']).toBeLessThanOrEqual(18_000);
  });

  it('find models without a price in the rollup of the days that are kept', async () => {
    const range = { now: server.clock.now(), days: 180, timeZone: 'UTC' };
    const explained = await explainQueries(server.urls.app, async (db) => {
      expect(await listUnpricedRows(db, range, 100)).toMatchObject([
        { model: 'model-1', jobs: 180 * 9 },
      ]);
    });
    expect(explained).toHaveLength(1);
    expect(explained[0]?.indexes).toEqual(['usage_totals_daily_pkey']);
    expect(explained[0]?.touched['usage_totals_daily']).toBeLessThanOrEqual(180 * 40);
  });
});
