import { describe, expect, it } from 'vitest';
import { buildHouse } from './architecture/house.ts';
import { checkSql } from './check-sql.ts';

const findingsIn = (file: string, source: string): (number | undefined)[] =>
  checkSql(buildHouse(new Map([[file, source]]))).map(({ line }) => line);

const slice = 'packages/server/src/activity/activity.ts';
const sql = 'export const q = `select id from activity_log where id = $1`;';

describe('check-sql', () => {
  it.each([
    sql,
    `export const q = 'insert into api_keys (id) values ($1)';`,
    `export const q = "UPDATE api_keys SET name = $1";`,
    'export const q = `delete from api_keys`;',
    'export const q = `with recent as (select 1) select * from recent`;',
    'export const q = `create table if not exists t (id uuid)`;',
    'export const q = `copy activity_log (id) from stdin`;',
    `export const q = 'grant select on t to taffrail_app';`,
    `export const q = 'select pg_advisory_lock(1)';`,
    `export const q = 'notify taffrail';`,
    'export const q = sql`now()`;',
    `export const q = (db: Db) => db.selectFrom('api_keys').selectAll();`,
  ])('finds %s', (source) => {
    expect(findingsIn(slice, source)).toEqual([1]);
  });

  it('finds it in an example too', () => {
    expect(findingsIn('examples/shop/src/leads/routes.ts', sql)).toEqual([1]);
  });

  it.each([
    `export const label = 'Select an action from the list';`,
    `export const label = 'update the plan';`,
    `export const label = 'with a prefix as lead.*';`,
    `export const label = 'Create a table of contents';`,
    `export const label = 'selected rows come from the log';`,
  ])('reads %s as words', (source) => {
    expect(findingsIn(slice, source)).toEqual([]);
  });

  it.each([
    'packages/server/src/activity/activity.store.ts',
    'packages/server/src/dashboard/kpi.sql.ts',
    'packages/server/src/platform/db/migrate.ts',
    'packages/server/src/platform/postgres/start.ts',
    'packages/server/src/platform/jobs/runner.ts',
    'examples/shop/src/database/migrate.ts',
    'examples/shop/src/leads/leads.store.ts',
    'packages/server/src/activity/activity.test.ts',
    'packages/server/test/database.ts',
    'scripts/dump-schema.ts',
    'bench/copy.ts',
  ])('lets %s hold SQL', (file) => {
    expect(findingsIn(file, sql)).toEqual([]);
  });

  it.each([
    'packages/server/src/activity/routes.ts',
    'packages/server/src/platform/http/server.ts',
    'packages/contract/src/activity.ts',
  ])('does not let %s hold SQL', (file) => {
    expect(findingsIn(file, sql)).toEqual([1]);
  });
});
