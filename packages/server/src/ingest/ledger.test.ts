import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Credential } from '../../test/credentials.ts';
import { startTestServer, type TestServer } from '../../test/server.ts';

let server: TestServer;
let key: Credential;

beforeAll(async () => {
  server = await startTestServer();
  key = await server.ingestKey();
});
afterAll(() => server.close());

const daysAgo = (days: number): string =>
  new Date(server.clock.now().getTime() - days * 86_400_000).toISOString();

const send = (records: readonly object[]) =>
  server.inject('POST /ingest/v1/batch', {
    as: key,
    headers: { 'content-type': 'application/x-ndjson' },
    body: records.map((record) => JSON.stringify(record)).join('\n'),
  });

const consumed = (fields: object) => ({
  kind: 'activity',
  id: randomUUID(),
  organizationId: 'acme',
  action: 'credit.consumed',
  ...fields,
});

it('takes what is billed however old it is, and refuses other old records by name', async () => {
  const { status, body } = await send([
    consumed({ createdAt: daysAgo(400), ledger: true }),
    consumed({ createdAt: daysAgo(400) }),
    consumed({ createdAt: daysAgo(400), ledger: 'yes' }),
    consumed({ createdAt: daysAgo(1), ledger: true }),
  ]);
  expect(status).toBe(200);
  expect(body.accepted).toBe(2);
  expect(body.rejected).toMatchObject([
    { index: 1, code: 'too_old' },
    { index: 2, code: 'invalid_record' },
  ]);
  const count = async (table: string): Promise<number> => {
    const sum = table === 'activity_log' ? 'count(*)' : 'sum(count)';
    const { rows } = await server.owner.query<{ n: string }>(`select ${sum} as n from ${table}`);
    return Number(rows[0]?.n);
  };
  expect(await count('activity_log')).toBe(2);
  expect(await count('activity_daily')).toBe(2);
  expect(await count('activity_totals_daily')).toBe(2);
  // By the hour only what is kept by the hour.
  expect(await count('activity_hourly')).toBe(1);
  expect(await count('activity_totals_quarter_hourly')).toBe(1);
});
