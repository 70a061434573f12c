import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { explainQueries } from '../../test/explain.ts';
import { startTestServer, type TestServer } from '../../test/server.ts';
import { listDeployRows } from './deploys.store.ts';

let server: TestServer;
const lastId = 'ffffffff-ffff-7fff-bfff-ffffffffffff';

/** 20,000 deploys of two commits each, one in a hundred of them to production. */
beforeAll(async () => {
  server = await startTestServer();
  await server.owner.query(
    `insert into deploys (id, external_id, finished_at, received_at, status, sha, environment,
       is_production, lists_commits)
     select gen_random_uuid(), n::text, $1::timestamptz - n * interval '90 minutes', $1, 'succeeded',
       md5(n::text), case when n % 100 = 0 then 'production' else 'preview' end, n % 100 = 0, true
     from generate_series(1, 20000) as n`,
    [server.clock.now()],
  );
  await server.owner.query(
    `insert into deploy_commits (deploy_id, sha)
     select id, case m when 0 then sha else md5(sha || m) end from deploys, generate_series(0, 1) as m`,
  );
  await server.owner.query('vacuum analyze deploys, deploy_commits');
});
afterAll(() => server.close());

describe('the query of deploys', () => {
  it.each([
    ['all', {}, 'deploys_latest', 51],
    ['those of an environment', { environment: 'production' }, 'deploys_environment', 51],
    ['those that users met', { isProduction: 'true' }, 'deploys_production', 51],
    ['those that a commit came with', { sha: 'c4ca423' }, 'deploy_commits_sha', 1],
  ] as const)('reads a page of %s, however many there are', async (_, filter, index, count) => {
    const page = { limit: 51, after: { at: server.clock.now(), id: lastId } };
    const [list] = await explainQueries(server.urls.app, async (db) => {
      expect(await listDeployRows(db, filter, page)).toHaveLength(count);
    });
    expect(list?.indexes).toContain(index);
    expect(list?.scanned).toEqual([]);
    expect(list?.touched['deploys']).toBeLessThanOrEqual(60);
  });
});
