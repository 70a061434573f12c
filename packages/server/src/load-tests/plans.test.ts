import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { explainQueries } from '../../test/explain.ts';
import { startTestServer, type TestServer } from '../../test/server.ts';
import { listRunRows } from './load-tests.store.ts';
import { readLoadTests } from './reading/read-load-tests.ts';
import { readRun } from './reading/read-run.ts';

let server: TestServer;
const id = (number: number): string =>
  `00000000-0000-7000-8000-${number.toString(16).padStart(12, '0')}`;

/** 20 tests that ran every hour, a seventh of them failing, with 30 samples a run; fixed by none. */
const runs = 20_000;
beforeAll(async () => {
  server = await startTestServer();
  const now = server.clock.now();
  const idOf = (number: string) =>
    `('00000000-0000-7000-8000-' || lpad(to_hex(${number}), 12, '0'))::uuid`;
  await server.owner.query(`
    insert into load_tests (id, name, created_at)
    select ${idOf('n')}, 'plan ' || n, now() from generate_series(0, 19) as n`);
  await server.owner.query(
    `insert into load_test_runs (id, load_test_id, external_id, created_at, received_at, tool,
       verdict, verdict_reason, thresholds, routes)
     select ${idOf('n')}, ${idOf('n % 20')}, n::text, $1::timestamptz - n * interval '3 minutes',
       $1, 'k6', case when n % 7 = 0 then 'failed' else 'passed' end, '', '[]', '[]'
     from generate_series(0, ${runs - 1}) as n`,
    [now],
  );
  await server.owner.query(
    `insert into load_test_samples (created_at, id, run_id, position, endpoint)
     select $1, gen_random_uuid(), ${idOf('n / 30')}, n % 30, '/leads'
     from generate_series(0, 59999) as n`,
    [now],
  );
  await server.owner.query(
    `insert into autofix_runs (id, created_at, received_at, trigger, trigger_id, outcome, title)
     select gen_random_uuid(), $1::timestamptz - n * interval '1 minute', $1, 'load_test',
       'of another console ' || n, 'skipped', ''
     from generate_series(1, 5000) as n`,
    [now],
  );
  await server.owner.query('analyze load_tests, load_test_runs, load_test_samples, autofix_runs');
});
afterAll(() => server.close());

describe('the queries of load tests', () => {
  it.each([
    ['all runs', {}, 'load_test_runs_latest'],
    ['runs by verdict', { verdict: 'failed' }, 'load_test_runs_verdict'],
    ['runs of a test', { loadTestId: id(7) }, 'load_test_runs_test'],
  ] as const)('read a page of %s, however many there are', async (_, filter, index) => {
    const page = { limit: 51, after: { at: server.clock.now(), id: id(100) } };
    const [list] = await explainQueries(server.urls.app, async (db) => {
      expect(await listRunRows(db, filter, page)).toHaveLength(51);
    });
    expect(list?.indexes).toContain(index);
    expect(list?.touched['load_test_runs']).toBeLessThanOrEqual(60);
    expect(list?.touched['autofix_runs'] ?? 0).toBe(0);
  });

  it.each([
    ['the last that passed', undefined, 3],
    ['a run that is asked for', id(60), 3],
    ['one of another test, which is left aside', id(61), 4],
  ])('find a run, its samples and %s by index', async (_, baseline, statements) => {
    const explained = await explainQueries(server.urls.app, async (db) => {
      expect((await readRun(db, id(40), baseline)).samples).toHaveLength(30);
    });
    expect(explained).toHaveLength(statements);
    expect(explained.flatMap(({ scanned }) => scanned)).not.toContain('load_test_samples');
    for (const { touched } of explained) {
      expect(touched['load_test_runs'] ?? 0).toBeLessThanOrEqual(20);
      expect(touched['load_test_samples'] ?? 0).toBeLessThanOrEqual(30);
    }
  });

  it('list tests without looking at their runs', async () => {
    const [list, ...more] = await explainQueries(server.urls.app, async (db) => {
      expect(await readLoadTests({ ...server, db })).toHaveLength(20);
    });
    expect(more).toEqual([]);
    expect(list?.touched).toEqual({ load_tests: 20 });
  });
});
