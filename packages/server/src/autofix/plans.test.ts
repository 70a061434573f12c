import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { explainQueries } from '../../test/explain.ts';
import { startTestServer, type TestServer } from '../../test/server.ts';
import { listAutofixRunRows } from './autofix.store.ts';
import { readAutofixFigures } from './read-figures.ts';

let server: TestServer;
const lastId = 'ffffffff-ffff-7fff-bfff-ffffffffffff';

/** Nine years of sixteen attempts a day; failures and one repository are long past. */
beforeAll(async () => {
  server = await startTestServer();
  await server.owner.query(
    `insert into autofix_runs (id, created_at, received_at, trigger, outcome, title, commit_sha,
       repository)
     select gen_random_uuid(), $1::timestamptz - n * interval '90 minutes', $1,
       (array['sentry', 'load_test', 'ci'])[1 + n % 3],
       case when n > 49000 then 'failed' when n % 2 = 0 then 'fixed' else 'skipped' end,
       repeat('It went wrong ', 20), 'abcdef0',
       case when n > 49900 then 'acme/old' else 'acme/service-' || n % 20 end
     from generate_series(1, 50000) as n`,
    [server.clock.now()],
  );
  // One a day, of which three in four say what came with them; every fourth fix is among it.
  await server.owner.query(
    `insert into deploys (id, external_id, finished_at, received_at, status, sha, environment,
       is_production, repository, lists_commits)
     select gen_random_uuid(), n::text, $1::timestamptz - n * interval '1 day', $1, 'succeeded',
       md5(n::text), 'production', true, 'acme/service-' || n % 20, n % 4 > 0
     from generate_series(1, 3200) as n`,
    [server.clock.now()],
  );
  await server.owner.query('insert into deploy_commits select id, sha from deploys');
  await server.owner.query(
    `update autofix_runs set commit_sha = md5((extract(day from $1 - created_at))::int::text)
     where outcome = 'fixed' and extract(hour from created_at) < 6`,
    [server.clock.now()],
  );
  // Three tests a day, of which three requests fail each time; the fixes are of one each, or of CI.
  await server.owner.query(
    `insert into load_tests (id, name, created_at)
     select ('00000000-0000-7000-8000-00000000000' || n)::uuid, n::text, $1
     from generate_series(0, 2) as n`,
    [server.clock.now()],
  );
  await server.owner.query(
    `insert into load_test_runs (id, load_test_id, external_id, created_at, received_at, tool,
       verdict, verdict_reason, thresholds, routes, failed)
     select gen_random_uuid(), ('00000000-0000-7000-8000-00000000000' || n % 3)::uuid, n::text,
       $1::timestamptz - n * interval '8 hours', $1, 'k6', 'unknown', '', '[]', '[]', 3
     from generate_series(1, 9600) as n`,
    [server.clock.now()],
  );
  await server.owner.query(
    `insert into load_test_failures (run_id, load_test_id, created_at, method, endpoint, status_code)
     select id, load_test_id, created_at, 'GET', '/' || e || external_id, 500
     from load_test_runs, generate_series(1, 3) as e`,
  );
  await server.owner.query(
    `insert into alerts (id, source_kind, source_id, source_name, fingerprint, name, severity, status,
       annotations, is_acknowledged_by_sender, started_at, first_seen_at, last_seen_at, settled_at,
       occurrences, recent_starts, is_grouped, version, labels)
     select gen_random_uuid(), 'github', gen_random_uuid(), '', n::text, '', 'warning', 'firing', '{}',
       false, $1, $1, $1, $1, 1, '{}', false, 1,
       jsonb_build_object('workflow', 'Checks', 'branch', 'branch ' || n)
     from generate_series(1, 2000) as n`,
    [server.clock.now()],
  );
  await server.owner.query(
    `update autofix_runs set
       trigger_id = (1 + extract(epoch from $1 - created_at)::int / 28800)::text,
       workflow = 'Checks', branch = 'branch ' || extract(day from created_at)
     where trigger <> 'sentry'`,
    [server.clock.now()],
  );
  await server.owner.query(
    `vacuum analyze autofix_runs, deploys, deploy_commits, load_tests, load_test_runs,
       load_test_failures, alerts`,
  );
});
afterAll(() => server.close());

describe('the queries of autofix', () => {
  it.each([
    ['all attempts', {}, 'autofix_runs_latest'],
    ['those of an outcome', { outcome: 'failed' }, 'autofix_runs_outcome'],
    ['those of a repository', { repository: 'acme/old' }, 'autofix_runs_repository'],
  ] as const)('read a page of %s, however many there are', async (_, filter, index) => {
    const page = { limit: 51, after: { at: server.clock.now(), id: lastId } };
    const [list] = await explainQueries(server.urls.app, async (db) => {
      expect(await listAutofixRunRows(db, filter, page)).toHaveLength(51);
    });
    expect(list?.indexes).toContain(index);
    expect(list?.touched['autofix_runs']).toBeLessThanOrEqual(60);
    expect(list?.touched['deploys'] ?? 0).toBeLessThanOrEqual(6 * 51);
    expect(list?.scanned).toEqual([]);
    // Of a fix its run, the one that passed before it, and the fifty since.
    expect(list?.touched['load_test_runs'] ?? 0).toBeLessThanOrEqual(60 * 51);
    expect(list?.touched['load_test_failures'] ?? 0).toBeLessThanOrEqual(60 * 51);
    expect(list?.touched['alerts'] ?? 0).toBeLessThanOrEqual(2 * 51);
  });

  it.each(['merged', 'deployed', 'reopened', 'unknown'] as const)(
    'read the fixes of a quarter that are %s without looking at more than each',
    async (fate) => {
      const page = { limit: 51, after: { at: server.clock.now(), id: lastId } };
      const from = '2026-08-23T10:00:00Z';
      const [list] = await explainQueries(server.urls.app, async (db) => {
        await listAutofixRunRows(db, { fate, from }, page);
      });
      expect(list?.scanned).toEqual([]);
      expect(list?.touched['autofix_runs']).toBeLessThanOrEqual(90 * 16);
      expect(list?.touched['deploys'] ?? 0).toBeLessThanOrEqual(10 * 90 * 16);
    },
  );

  it('count a quarter and the one before in two, from an index alone', async () => {
    const explained = await explainQueries(server.urls.app, (db) =>
      readAutofixFigures({ db, clock: server.clock }, { from: '2026-08-23T10:00:00Z' }),
    );
    expect(explained).toHaveLength(2);
    const counts = explained.find(({ sql }) => sql.includes('group by'));
    expect(counts?.indexes).toEqual(['autofix_runs_figures']);
    expect(counts?.touched['autofix_runs']).toBeLessThanOrEqual(2 * 90 * 16 + 16);
  });
});
