import { sql } from 'kysely';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startDatabaseProxy, type DatabaseProxy } from '../../../test/postgres/database-proxy.ts';
import { createTestDatabase, type TestDatabase } from '../../../test/database.ts';
import { createLogger } from '../log.ts';
import { createDatabase, createPool, type Database } from './database.ts';
import { isDatabaseAway } from './failures.ts';

let database: TestDatabase;
let proxy: DatabaseProxy;
let db: Database;
beforeAll(async () => {
  database = await createTestDatabase();
  proxy = await startDatabaseProxy({ url: database.ownerUrl });
  const pool = createPool({
    url: proxy.urlOf(database.ownerUrl),
    name: 'test',
    max: 1,
    log: createLogger({ level: 'silent' }),
    statementTimeoutMs: 15_000,
  });
  db = createDatabase(pool);
});
afterAll(async () => {
  await db.destroy();
  await proxy.close();
  await database.drop();
});

const isAway = (work: Promise<unknown>): Promise<boolean> => work.then(() => false, isDatabaseAway);

// An error that nobody listens to would end the process, and fails the run here.
it('survives that connections break while they are used, and connects again', async () => {
  const duringQuery = sql`select pg_sleep(60)`.execute(db);
  const between = setTimeout(20).then(() => proxy.cut());
  expect(await isAway(duringQuery)).toBe(true);
  await between;
  proxy.mend();

  const betweenQueries = db.transaction().execute(async (transaction) => {
    await sql`select 1`.execute(transaction);
    proxy.cut();
    await setTimeout(20);
    await sql`select 1`.execute(transaction);
  });
  expect(await isAway(betweenQueries)).toBe(true);
  proxy.mend();
  expect((await sql`select 1 as one`.execute(db)).rows).toEqual([{ one: 1 }]);
});
