import { readFile } from 'node:fs/promises';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dumpSchema } from '../../../../scripts/dump-schema.ts';
import { createTestDatabase } from '../database.ts';
import type { TestDatabase } from '../database.ts';

let database: TestDatabase;
let dump: Map<string, string>;

beforeAll(async () => {
  database = await createTestDatabase();
  const client = new Client({ connectionString: database.ownerUrl });
  await client.connect();
  dump = await dumpSchema(client);
  await client.end();
});

afterAll(() => database.drop());

describe('the dump of the schema', () => {
  it.each(['docs/reference/schema.sql', 'packages/server/src/platform/db/schema.generated.ts'])(
    '%s is what the migrations make (else: npm run db:dump)',
    async (file) => {
      const committed = await readFile(new URL(`../../../../${file}`, import.meta.url), 'utf8');
      expect(committed).toBe(dump.get(file));
    },
  );
});
