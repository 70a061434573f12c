import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../../test/server.ts';
import { lockTraces, writeSpans } from './spans.ts';

const traces = 5_000;
const spansOfEach = 8;
let server: TestServer;

/** Traces of eight spans, each in the one before; the last two are calls of a model. */
beforeAll(async () => {
  server = await startTestServer({ now: '2026-11-21T10:00:00Z' });
  await server.owner.query(
    `insert into spans (
       created_at, received_at, trace_id, span_id, parent_span_id, name, kind, service,
       duration_us, status, resource_id
     )
     select at, at, md5(t::text), substr(md5(t || 's' || s), 1, 16),
       case when s > 0 then substr(md5(t || 's' || s - 1), 1, 16) end, 'a span', 'internal', '', 1,
       'unset', gen_random_uuid()
     from generate_series(1, ${traces}) as t, generate_series(0, ${spansOfEach - 1}) as s,
       lateral (select '2026-11-21T09:00Z'::timestamptz - t * interval '10 seconds' as at) as began`,
  );
  await server.owner.query(
    `insert into ai_job_runs (
       created_at, received_at, id, trace_id, span_id, provider, model, operation, route,
       input_tokens, output_tokens, cached_read_tokens, cached_write_tokens, reasoning_tokens,
       cost_source, latency_ms, status
     )
     select created_at, received_at, gen_random_uuid(), trace_id, span_id, 'openai', 'm', 'chat',
       '', 1, 1, 0, 0, 0, 'unpriced', 1, 'succeeded'
     from spans
     where span_id in (
       select substr(md5(t || 's' || ${spansOfEach - 1}), 1, 16) from generate_series(1, ${traces}) as t
     )`,
  );
  await server.owner.query('vacuum analyze spans, ai_job_runs');
}, 120_000);
afterAll(() => server.close());

interface ReadRows {
  readonly scanned: number;
  readonly fetched: number;
}

/**
 * Rows that this session read so far of these tables and their partitions: of this transaction, and
 * of those before it that it has not reported yet.
 */
const readRows = async (client: pg.PoolClient): Promise<ReadRows> => {
  const { rows } = await client.query<ReadRows>(
    `select coalesce(sum(seq_tup_read), 0)::int as scanned,
       coalesce(sum(idx_tup_fetch), 0)::int as fetched
     from pg_stat_xact_user_tables where relname ~ '^(spans|ai_job_runs)_'`,
  );
  return rows[0] ?? { scanned: NaN, fetched: NaN };
};

describe('settling what spans tell of AI jobs', () => {
  it.each([1, 100, 1_000])('reads the rows of %i traces, by their keys', async (count) => {
    const client = await server.owner.connect();
    try {
      const { rows } = await client.query<{ id: string }>(
        `select md5(t::text) as id from generate_series(1, ${count}) as t`,
      );
      const ids = new Set(rows.map(({ id }) => id));
      const lastAt = Date.parse('2026-11-21T09:00:00Z');
      await client.query('begin');
      const before = await readRows(client);
      await lockTraces(client, ids);
      await writeSpans(
        client,
        [],
        { ids, firstAt: lastAt - count * 10_000, lastAt },
        server.clock.now(),
      );
      const after = await readRows(client);
      await client.query('rollback');
      expect(after.scanned - before.scanned).toBe(0);
      const fetched = after.fetched - before.fetched;
      expect(fetched).toBeGreaterThanOrEqual(count * (spansOfEach + 1));
      expect(fetched).toBeLessThan(count * (spansOfEach + 1) * 3);
    } finally {
      client.release();
    }
  });
});
