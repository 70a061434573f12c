import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { explainQueries } from '../../test/explain.ts';
import { startTestServer, type TestServer } from '../../test/server.ts';
import { lockWaiting } from '../inbox/deliveries.store.ts';
import { findKnownAlerts } from './alert-drivers.store.ts';
import { findLastChange, getDeliveryBody } from './mapping/mapping.store.ts';

let server: TestServer;
const source = '00000000-0000-7000-8000-000000000001';

/** 60,000 alerts of ten sources, and as many deliveries of today, of which some wait. */
beforeAll(async () => {
  server = await startTestServer();
  const now = server.clock.now();
  await server.owner.query(
    `insert into alerts (id, source_kind, source_id, source_name, fingerprint, name, severity, status,
       labels, annotations, is_acknowledged_by_sender, started_at, first_seen_at, last_seen_at,
       settled_at, occurrences, recent_starts, is_grouped, version)
     select gen_random_uuid(), 'github',
       ('00000000-0000-7000-8000-00000000000' || (n % 10))::uuid, 'CI', 'run ' || n, 'CI', 'info',
       'firing', '{}', '{}', false, $1, $1, $1, $1, 1, '{}', false, 1
     from generate_series(1, 60000) as n`,
    [now],
  );
  await server.owner.query(
    `insert into inbox (received_at, id, kind, source_id, query, headers, body, state)
     select $1::timestamptz - n * interval '0.3 seconds', gen_random_uuid(), 'alertmanager', $2,
       '{}', '{}', repeat('x', 1000)::bytea, case when n % 100 = 0 then 'waiting' else 'done' end
     from generate_series(1, 60000) as n`,
    [now, source],
  );
  await server.owner.query('vacuum analyze alerts');
  await server.owner.query('vacuum analyze inbox');
});
afterAll(() => server.close());

describe('the queries of drivers', () => {
  it('look up the alerts that they ask for, and no others', async () => {
    const asked = Array.from({ length: 50 }, (_, n) => ({
      sourceId: source,
      fingerprint: `run ${n * 10 + 1}`,
    }));
    const explained = await explainQueries(server.urls.owner, (db) =>
      db.transaction().execute(async (tx) => {
        expect(await findKnownAlerts(tx, 'github', asked)).toHaveLength(50);
      }),
    );
    expect(explained.map(({ touched }) => touched['alerts'])).toEqual([50]);
  });

  it('read as many deliveries at once as fit, by the index of what waits', async () => {
    const explained = await explainQueries(server.urls.owner, (db) =>
      db.transaction().execute(async (tx) => {
        const batch = { limit: 500, bytes: 20_000 };
        const { rows, isCut } = await lockWaiting(tx, 'alertmanager', batch);
        expect(rows).toHaveLength(20);
        expect(isCut).toBe(true);
        const [first] = rows;
        const one = await lockWaiting(tx, 'alertmanager', { limit: 500, bytes: 1 });
        expect(one).toEqual({ rows: [first], isCut: true });
      }),
    );
    expect(explained).toHaveLength(2);
    // Those that might be read are looked at twice: by their size, and those that fit by their key.
    for (const { touched } of explained) expect(touched['inbox']).toBeLessThanOrEqual(1_100);
  });

  it('find a delivery and the last change of a mapping by their indexes', async () => {
    const { rows } = await server.owner.query('select id from inbox limit 1');
    const explained = await explainQueries(server.urls.app, async (db) => {
      await getDeliveryBody(db, source, rows[0].id);
      await db
        .transaction()
        .execute((tx) => findLastChange(tx, source, 'source.mapping_set').then(() => undefined));
    });
    expect(explained).toHaveLength(2);
    for (const { touched } of explained) {
      expect(touched['inbox'] ?? 0).toBeLessThanOrEqual(60);
      expect(touched['audit_log'] ?? 0).toBeLessThanOrEqual(1);
    }
  });
});
