import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, it, onTestFinished } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../test/database.ts';
import { createLogger } from '../log.ts';
import { createDatabase, createPool, type Database } from './database.ts';

let database: TestDatabase;
let db: Database;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());
beforeEach(() => {
  // One session, so that what it keeps can be looked at.
  const pool = createPool({
    url: database.ownerUrl,
    name: 'test',
    max: 1,
    log: createLogger({ level: 'silent' }),
    statementTimeoutMs: 15_000,
    keepsPlans: true,
  });
  db = createDatabase(pool);
  onTestFinished(() => db.destroy());
});

/** How often each statement was carried out by the plan that is kept, and by one of its own. */
const listKept = async () => {
  const { rows } = await sql<{ by_kept: number; by_own: number }>`
    select generic_plans as by_kept, custom_plans as by_own from pg_prepared_statements
  `.execute(db);
  return rows;
};

it('plans a statement once, and answers it for every value', async () => {
  const answers: unknown[] = [];
  for (const key of ['time_zone', 'nothing', 'time_zone']) {
    const { rows } = await sql`
      select key from (values ('time_zone'), ('other')) as s (key) where key = ${key}`.execute(db);
    answers.push(rows);
  }
  expect(answers).toEqual([[{ key: 'time_zone' }], [], [{ key: 'time_zone' }]]);
  expect(await listKept()).toEqual([{ by_kept: 3, by_own: 0 }]);
});

it('goes on with another session when a plan answers other columns than before', async () => {
  await sql`create table ropes (metres integer)`.execute(db);
  const list = () => sql`select * from ropes where metres > ${1}`.execute(db);
  await sql`insert into ropes values (${20})`.execute(db);
  expect((await list()).rows).toEqual([{ metres: 20 }]);
  await sql`alter table ropes add column colour text default 'red'`.execute(db);
  await expect(list()).rejects.toThrow('cached plan');
  expect((await list()).rows).toEqual([{ metres: 20, colour: 'red' }]);
});

it('keeps no more than some hundred of those that are put together anew each time', async () => {
  for (let count = 1; count <= 250; count += 1) {
    const values = Array.from({ length: count }, (_, index) => sql`${index}::int`);
    const { rows } = await sql<{ sum: number }>`
      select sum(n)::int as sum from unnest(array[${sql.join(values)}]) as n`.execute(db);
    expect(rows).toEqual([{ sum: (count * (count - 1)) / 2 }]);
  }
  expect(await listKept()).toHaveLength(200);
});
