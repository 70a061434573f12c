import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../test/database.ts';
import { releaseOnce } from './release-once.ts';

let database: TestDatabase;
let pool: pg.Pool;
beforeAll(async () => {
  database = await createTestDatabase();
  pool = releaseOnce(new pg.Pool({ connectionString: database.ownerUrl, max: 1 }));
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

it('takes a connection back once, and from nobody who has it since', async () => {
  const release = await new Promise<() => void>((resolve, reject) =>
    pool.connect((error, _, letGo) => (error ? reject(error) : resolve(letGo))),
  );
  release();
  const next = await pool.connect();
  expect(release).not.toThrow();
  expect([pool.totalCount, pool.idleCount]).toEqual([1, 0]);
  next.release();
  const { rows } = await pool.query('select 1 as one');
  expect(rows).toEqual([{ one: 1 }]);
});
