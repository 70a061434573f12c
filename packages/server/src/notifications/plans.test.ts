import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { explainQueries } from '../../test/explain.ts';
import { startTestServer, type TestServer } from '../../test/server.ts';
import { listChannelRows } from './channels/channels.store.ts';
import { listNotificationRows } from './reading/notifications-list.store.ts';
import { listTold } from './sending/notifications.store.ts';
import { mustWait } from './sending/throttle.store.ts';

let server: TestServer;
const idOf = (n: number): string => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`;

/** Three channels that had 60,000 messages about 6,000 incidents; few failed, fewer are held. */
beforeAll(async () => {
  server = await startTestServer();
  const now = server.clock.now();
  const id = (column: string): string =>
    `('00000000-0000-7000-8000-' || lpad((${column})::text, 12, '0'))::uuid`;
  await server.owner.query(
    `insert into notification_channels (id, kind, name, sealed_secrets, created_at)
     select ${id('n')}, 'telegram', 'Channel ' || n, '', $1 from generate_series(1, 3) as n`,
    [now],
  );
  await server.owner.query(
    `insert into notifications (created_at, id, kind, state, channel_id, run_id, incident_id,
       severity, title, attempt)
     select $1::timestamptz - n * interval '0.3 seconds', gen_random_uuid(), 'firing',
       case when n % 5000 = 0 then 'held' when n % 900 = 0 then 'failed'
         when n % 2 = 0 then 'skipped' else 'sent' end,
       ${id('1 + n % 3')}, gen_random_uuid(), ${id('n % 6000')}, 'warning', 'x', 1
     from generate_series(1, 60000) as n`,
    [now],
  );
  await server.owner.query('vacuum analyze notifications');
  await server.owner.query('vacuum analyze notification_channels');
});
afterAll(() => server.close());

const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);
const touchedIn = (explained: Awaited<ReturnType<typeof explainQueries>>): number =>
  sum(explained.map(({ touched }) => touched['notifications'] ?? 0));

describe('the queries of notifications', () => {
  it('list channels in one, however much they sent', async () => {
    const explained = await explainQueries(server.urls.app, async (db) => {
      const rows = await listChannelRows(db);
      expect(sum(rows.map(({ held }) => held ?? 0))).toBe(12);
    });
    expect(explained).toHaveLength(1);
    expect(touchedIn(explained)).toBeLessThan(60);
  });

  it.each([
    ['all', {}, 60],
    ['what failed', { state: 'failed' }, 130],
    ['those of a channel', { channelId: idOf(2) }, 200],
    ['those of an incident', { incidentId: idOf(7) }, 60],
    ['those of an hour', { from: '2026-11-21T08:00:00Z', to: '2026-11-21T09:00:00Z' }, 60],
  ] as const)('read a page of %s in one, however many there are', async (_, filter, most) => {
    const explained = await explainQueries(server.urls.app, (db) =>
      listNotificationRows(db, filter, { limit: 51, after: undefined }),
    );
    expect(explained).toHaveLength(1);
    expect(touchedIn(explained)).toBeLessThanOrEqual(most);
    expect(explained[0]?.scanned).toEqual([]);
  });

  it('find what channels know of an incident among its own', async () => {
    const explained = await explainQueries(server.urls.owner, (db) => listTold(db, idOf(7)));
    expect(touchedIn(explained)).toBeLessThanOrEqual(20);
  });

  it('count no further than a throttle', async () => {
    const since = new Date(server.clock.now().getTime() - 3_600_000);
    const explained = await explainQueries(server.urls.owner, (db) =>
      db.transaction().execute((tx) => mustWait(tx, { channelId: idOf(1), since, most: 10 })),
    );
    expect(touchedIn(explained)).toBeLessThanOrEqual(40);
  });
});
