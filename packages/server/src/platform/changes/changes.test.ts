import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { startDatabaseProxy } from '../../../test/postgres/database-proxy.ts';
import { createTestDatabase, type TestDatabase } from '../../../test/database.ts';
import { createDatabase, createPool } from '../db/database.ts';
import { createLogger } from '../log.ts';
import { announceInside } from './changes.store.ts';
import { startChanges, type News } from './changes.ts';

const log = createLogger({ level: 'silent' });
const pauseMs = 250;

let database: TestDatabase;
let owner: pg.Pool;

beforeAll(async () => {
  database = await createTestDatabase();
  owner = createPool({ url: database.ownerUrl, name: 'test', max: 2, statementTimeoutMs: 0, log });
});

afterAll(async () => {
  await owner.end();
  await database.drop();
});

/** As another process would hear it, or this one. */
const startConsole = async (url = database.urls.app) => {
  const changes = await startChanges({ url, log, pauseMs });
  onTestFinished(() => changes.stop());
  const heard: News[] = [];
  changes.subscribe((news) => heard.push(news));
  return { changes, heard };
};

const breakConnections = () =>
  owner.query(
    `select pg_terminate_backend(pid) from pg_stat_activity
     where datname = current_database() and application_name = 'taffrail changes'`,
  );

describe('startChanges', () => {
  it('tells all consoles on the database, and the one that announces', async () => {
    const one = await startConsole();
    const other = await startConsole();
    one.changes.announce('ropes');
    await vi.waitFor(() => {
      expect(one.heard).toEqual([new Set(['ropes'])]);
      expect(other.heard).toEqual([new Set(['ropes'])]);
    });
    other.changes.announce('sails', 'masts');
    await vi.waitFor(() => expect(one.heard).toContainEqual(new Set(['sails', 'masts'])));
  });

  it('tells a thousand changes of a second in a handful of notifications', async () => {
    const listener = new pg.Client({ connectionString: database.ownerUrl });
    await listener.connect();
    onTestFinished(() => listener.end());
    let notifications = 0;
    listener.on('notification', () => (notifications += 1));
    await listener.query('listen taffrail_changes');
    const { changes } = await startConsole();
    const startedAt = performance.now();
    for (let round = 0; round < 100; round += 1) {
      for (let change = 0; change < 10; change += 1) changes.announce('ropes');
      await sleep(10);
    }
    await changes.stop();
    await listener.query('select 1');
    expect(notifications).toBeGreaterThan(1);
    // The first at once, one after each pause, and what was left at the end.
    const pauses = Math.floor((performance.now() - startedAt) / pauseMs);
    expect(notifications).toBeLessThanOrEqual(pauses + 2);
  });

  it('stops telling whoever has unsubscribed, and goes on when one of them fails', async () => {
    const { changes, heard } = await startConsole();
    const gone: News[] = [];
    const unsubscribe = changes.subscribe((news) => gone.push(news));
    changes.subscribe(() => {
      throw new Error('broken');
    });
    const later: News[] = [];
    changes.subscribe((news) => later.push(news));
    unsubscribe();
    changes.announce('ropes');
    await vi.waitFor(() => expect(later).toHaveLength(1));
    expect(heard).toHaveLength(1);
    expect(gone).toEqual([]);
  });

  it('listens again when its connection was ended, and says that all may have changed', async () => {
    const { changes, heard } = await startConsole();
    await breakConnections();
    await vi.waitFor(() => expect(heard).toEqual(['everything']), 5_000);
    changes.announce('ropes');
    await vi.waitFor(() => expect(heard).toEqual(['everything', new Set(['ropes'])]), 5_000);
  });

  it('announces without a database, and tells it once the database is back', async () => {
    const proxy = await startDatabaseProxy({ url: database.urls.app });
    onTestFinished(() => proxy.close());
    const { changes } = await startConsole(proxy.urlOf(database.urls.app));
    const other = await startConsole();
    proxy.cut();
    for (let change = 0; change < 10_000; change += 1) changes.announce('ropes');
    await sleep(600);
    for (let change = 0; change < 10_000; change += 1) changes.announce('ropes');
    expect(other.heard).toEqual([]);
    proxy.mend();
    await vi.waitFor(() => expect(other.heard).toContainEqual(new Set(['ropes'])), 10_000);
  });

  it('starts without a database, and listens when there is one', async () => {
    const proxy = await startDatabaseProxy({ url: database.urls.app });
    onTestFinished(() => proxy.close());
    proxy.cut();
    const { heard } = await startConsole(proxy.urlOf(database.urls.app));
    expect(heard).toEqual([]);
    proxy.mend();
    await vi.waitFor(() => expect(heard).toEqual(['everything']), 10_000);
  });

  it('leaves no connection behind when it stops', async () => {
    const { changes } = await startConsole();
    await changes.stop();
    await vi.waitFor(async () => {
      const { rows } = await owner.query(
        `select from pg_stat_activity
         where datname = current_database() and application_name = 'taffrail changes'`,
      );
      expect(rows).toEqual([]);
    });
  });
});

describe('announceInside', () => {
  it('tells with the commit, and nothing when the transaction is rolled back', async () => {
    const { heard } = await startConsole();
    const db = createDatabase(
      createPool({ url: database.urls.app, name: 'app', max: 2, statementTimeoutMs: 0, log }),
    );
    onTestFinished(() => db.destroy());
    const failing = db.transaction().execute(async (tx) => {
      await announceInside(tx, 'sails');
      throw new Error('rolled back');
    });
    await expect(failing).rejects.toThrow('rolled back');
    await db.transaction().execute(async (tx) => {
      await announceInside(tx, 'ropes', 'masts');
      await announceInside(tx, 'ropes', 'masts');
      await announceInside(db, 'sails');
      await vi.waitFor(() => expect(heard).toEqual([new Set(['sails'])]));
    });
    await vi.waitFor(() =>
      expect(heard).toEqual([new Set(['sails']), new Set(['ropes', 'masts'])]),
    );
  });
});
