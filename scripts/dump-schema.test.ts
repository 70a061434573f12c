import { describe, expect, it } from 'vitest';
import type { Catalogue, Column, Table } from './schema/catalogue.ts';
import { writeSql } from './schema/write-sql.ts';
import { writeTypes } from './schema/write-types.ts';

const column = (name: string, type: string, rest: Partial<Column> = {}): Column => ({
  name,
  type,
  notNull: true,
  default: null,
  identity: null,
  ...rest,
});

const catalogueOf = (columns: Column[], rest: Partial<Table> = {}): Catalogue => ({
  tables: [
    {
      name: 'things',
      columns,
      partitionKey: null,
      constraints: [],
      indexes: [],
      triggers: [],
      rowSecurity: false,
      policies: [],
      ...rest,
    },
  ],
  functions: [],
  grants: [],
});

describe('the types of the tables', () => {
  it.each([
    [column('id', 'uuid'), 'id: string;'],
    [column('seats', 'integer', { notNull: false }), 'seats: number | null;'],
    [column('count', 'bigint'), 'count: number;'],
    [column('cost_usd', 'numeric(14,8)'), 'cost_usd: string;'],
    [column('day', 'date'), 'day: string;'],
    [column('at', 'timestamp(3) with time zone'), 'at: Date;'],
    [column('before', 'jsonb', { notNull: false }), 'before: unknown;'],
    [column('number', 'integer', { identity: 'always' }), 'number: Generated<number>;'],
    [column('scopes', 'text[]', { default: `'{}'` }), 'scopes: Generated<string[]>;'],
  ])('%o is %s', (given, expected) => {
    expect(writeTypes(catalogueOf([given]))).toContain(`    ${expected}\n`);
  });

  it('refuses a type that nobody has thought about', () => {
    expect(() => writeTypes(catalogueOf([column('at', 'interval')]))).toThrow(/interval/);
  });
});

describe('the schema as SQL', () => {
  it('writes tables with their partitions, indexes and policies', () => {
    const sql = writeSql(
      catalogueOf([column('id', 'uuid'), column('note', 'text', { notNull: false })], {
        partitionKey: 'RANGE (at)',
        constraints: [{ name: 'things_pkey', definition: 'PRIMARY KEY (id)' }],
        indexes: ['CREATE INDEX things_note ON things (note)'],
        rowSecurity: true,
        policies: [{ name: 'all', command: 'ALL', roles: 'app', using: 'true', check: null }],
      }),
    );
    expect(sql).toContain(`\
create table things (
  id uuid not null,
  note text,
  constraint things_pkey PRIMARY KEY (id)
) partition by RANGE (at);
CREATE INDEX things_note ON things (note);
alter table things enable row level security;
create policy all on things for all to app
  using (true);
`);
  });
});
