import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { explainQueries } from '../../test/explain.ts';
import { startTestServer, type TestServer } from '../../test/server.ts';
import { readDepthRows } from '../inbox/depth.store.ts';
import { listDeliveryRows } from '../inbox/inbox.store.ts';
import { describeBuiltIn } from './built-in.ts';
import { listSourceRows } from './sources.store.ts';

let server: TestServer;

/** Three sources that sent 60,000 deliveries today; a handful waits, cannot be read or is a test. */
beforeAll(async () => {
  server = await startTestServer();
  const now = server.clock.now();
  await server.owner.query(
    `insert into sources (id, kind, name, prefix, key_hash, created_at)
     select ('00000000-0000-7000-8000-00000000000' || n)::uuid,
       (array['stripe', 'load_tests', 'autofix'])[n], 'Source ' || n, 'tfs_', sha256(n::text::bytea), $1
     from generate_series(1, 3) as n`,
    [now],
  );
  await server.owner.query(
    `insert into inbox (received_at, id, kind, source_id, query, headers, body, state, is_test)
     select $1::timestamptz - n * interval '0.3 seconds', gen_random_uuid(),
       (array['stripe', 'load_tests', 'autofix'])[1 + n % 3],
       ('00000000-0000-7000-8000-00000000000' || (1 + n % 3))::uuid, '{}', '{}', '',
       case when n % 6000 = 0 then 'waiting' when n % 5000 = 0 then 'poisoned'
         when n % 9 = 0 then 'ignored' else 'done' end,
       n % 7000 = 0
     from generate_series(1, 60000) as n`,
    [now],
  );
  await server.owner.query('vacuum analyze inbox');
  await server.owner.query('vacuum analyze sources');
});
afterAll(() => server.close());

const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);
const touchedIn = (explained: Awaited<ReturnType<typeof explainQueries>>): number =>
  sum(explained.map(({ touched }) => touched['inbox'] ?? 0));

describe('the queries of sources and the inbox', () => {
  it('list what is connected in two, however much it has sent', async () => {
    const { clock } = server;
    const context = { publicUrl: server.publicUrl, productDatabase: undefined };
    const explained = await explainQueries(server.urls.app, async (db) => {
      await describeBuiltIn({ db, ...context }, clock.now());
      const rows = await listSourceRows(db);
      expect(sum(rows.map(({ waiting }) => waiting ?? 0))).toBe(10);
    });
    expect(explained).toHaveLength(2);
    expect(touchedIn(explained)).toBeLessThan(200);
  });

  it('count what lies unread from those rows alone', async () => {
    const explained = await explainQueries(server.urls.app, (db) => readDepthRows(db, undefined));
    expect(explained).toHaveLength(1);
    expect(touchedIn(explained)).toBeLessThanOrEqual(30);
  });

  it.each([
    ['all', {}, 60],
    ['poisoned ones', { state: 'poisoned' }, 30],
    ['those of a source', { sourceId: '00000000-0000-7000-8000-000000000002' }, 200],
    ['those of a kind', { kind: 'autofix' }, 200],
  ] as const)('read a page of %s, however many there are', async (_, filter, most) => {
    const [list] = await explainQueries(server.urls.app, (db) =>
      listDeliveryRows(db, filter, { limit: 51, after: undefined }),
    );
    expect(list?.touched['inbox']).toBeLessThanOrEqual(most);
  });
});
