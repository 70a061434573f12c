import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase } from './database.ts';
import type { TestDatabase } from './database.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});

afterAll(() => database.drop());

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

describe('createTestDatabase', () => {
  it.each([
    ['app', 'taffrail_app'],
    ['ingest', 'taffrail_ingest'],
    ['member', 'taffrail_member'],
  ] as const)('can be entered as %s', async (role, name) => {
    expect(await query(database.urls[role], 'select current_user::text as name')).toEqual([
      { name },
    ]);
  });

  it('is migrated', async () => {
    expect(await query(database.urls.app, 'select * from operators')).toEqual([]);
  });

  it('is separate from the next one, which can be made while this one is in use', async () => {
    const other = await createTestDatabase();
    try {
      await query(database.ownerUrl, 'create table mine ()');
      await expect(query(other.ownerUrl, 'table mine')).rejects.toThrow(/does not exist/);
    } finally {
      await other.drop();
    }
  });
});
