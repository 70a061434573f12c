import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../../test/database.ts';
import { createLogger } from '../../log.ts';
import { createReadOnlyPool } from './read-only-pool.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const open = (parameters: Record<string, string> = {}): pg.Pool => {
  const url = new URL(database.ownerUrl);
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  const log = createLogger({ level: 'silent' });
  const pool = createReadOnlyPool({
    url: url.href,
    name: 'reader',
    max: 1,
    statementTimeoutMs: 200,
    log,
  });
  onTestFinished(() => pool.end());
  return pool;
};

describe('createReadOnlyPool', () => {
  it.each([
    [`insert into settings (key, value) values ('a', '1')`],
    ['create table t ()'],
    [`do $$ begin delete from settings; end $$`],
  ])('lets nothing be written, not even by the owner: %s', async (sql) => {
    await expect(open().query(sql)).rejects.toMatchObject({ code: '25006' });
  });

  it('reads', async () => {
    const { rows } = await open().query<{ application_name: string }>('show application_name');
    expect(rows).toEqual([{ application_name: 'taffrail reader' }]);
  });

  it('keeps the options that an address has of its own', async () => {
    const pool = open({ options: '-c work_mem=5MB' });
    expect((await pool.query('show work_mem')).rows).toEqual([{ work_mem: '5MB' }]);
    await expect(pool.query('create table t ()')).rejects.toMatchObject({ code: '25006' });
  });

  it('ends statements that take too long', async () => {
    await expect(open().query('select pg_sleep(60)')).rejects.toMatchObject({ code: '57014' });
  });
});
