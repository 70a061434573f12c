import * as fc from 'fast-check';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Credential } from '../../test/credentials.ts';
import { findRollupDrift } from '../../test/figures/rollup-drift.ts';
import { sendBatch } from '../../test/send-batch.ts';
import { startTestServer, type TestServer } from '../../test/server.ts';

const bound = { name: `bound_${randomUUID().slice(0, 8)}`, password: 'only for this test' };

/** Copies; and one whose role row-level security binds, as on a database that does not let it go. */
let copying: TestServer;
let inserting: TestServer;
let keys: readonly [Credential, Credential];
beforeAll(async () => {
  copying = await startTestServer();
  inserting = await startTestServer({
    ingestUrl: (url) =>
      Object.assign(new URL(url), { username: bound.name, password: bound.password }).href,
    ingestMayCopy: false,
  });
  await inserting.owner.query(
    `create role ${bound.name} login password '${bound.password}' in role taffrail_ingest`,
  );
  keys = [await copying.ingestKey(), await inserting.ingestKey()];
});
afterAll(async () => {
  await inserting.owner.query(`drop role ${bound.name}`);
  await Promise.all([copying.close(), inserting.close()]);
});

const sendBoth = async (batch: readonly object[]) => {
  const [one, other] = await Promise.all([
    sendBatch(copying, keys[0], batch),
    sendBatch(inserting, keys[1], batch),
  ]);
  expect(one.body).toEqual(other.body);
  return one;
};

const storedIn = async ({ owner }: TestServer): Promise<unknown[]> =>
  (await owner.query('select *, metadata::text as json from activity_log order by id')).rows;

const text = (maxLength: number) =>
  fc.option(
    fc.string({ unit: 'grapheme', maxLength }).filter((value) => !value.includes('\0')),
    {
      nil: undefined,
    },
  );
const withoutNul = (value: unknown): boolean => !JSON.stringify(value).includes('\\u0000');

const record = fc.record({
  kind: fc.constant('activity'),
  id: fc.uuid({ version: [4, 7] }),
  organizationId: fc.oneof(fc.uuid(), fc.constantFrom('acme', 'Größe', '{"}', 'NULL', "o'hara")),
  userId: text(200).filter((value) => value !== ''),
  action: fc.constantFrom('lead.created', 'user.login', 'null.null', 'a-b_c.d'),
  resourceType: text(100),
  resourceId: text(200),
  metadata: fc.dictionary(fc.string({ unit: 'grapheme' }), fc.jsonValue()).filter(withoutNul),
  ipAddress: fc.option(fc.oneof(fc.ipV4(), fc.ipV6()), { nil: undefined }),
  userAgent: text(1_000),
  traceId: text(64),
  sessionId: text(200),
  createdAt: fc
    .date({
      min: new Date('2026-08-24T10:00:00Z'),
      max: new Date('2026-11-21T10:04:00Z'),
      noInvalidDate: true,
    })
    .map((date) => date.toISOString()),
});

describe('both ways into the log', () => {
  it('store the same, to the last byte', async () => {
    const batch = fc.sample(record, { numRuns: 500, seed: 20_261_121 });
    expect((await sendBoth(batch)).body).toMatchObject({ accepted: 500, rejected: [] });
    const copied = await storedIn(copying);
    expect(copied).toHaveLength(500);
    expect(await storedIn(inserting)).toEqual(copied);
  });

  it('pass over what is known, and count only what is new', async () => {
    const known = fc.sample(record, { numRuns: 20, seed: 1 });
    const more = fc.sample(record, { numRuns: 20, seed: 2 });
    await sendBoth(known);
    expect((await sendBoth([...more, ...known])).body).toMatchObject({ accepted: 40 });
    expect(await storedIn(inserting)).toEqual(await storedIn(copying));
    expect(await findRollupDrift(copying.owner)).toEqual([]);
    expect(await findRollupDrift(inserting.owner)).toEqual([]);
  });

  it('remember idempotency keys', async () => {
    const batch = [{ kind: 'activity', action: 'user.login', userId: 'u' }];
    for (const [server, key] of [
      [copying, keys[0]],
      [inserting, keys[1]],
    ] as const) {
      const send = () => sendBatch(server, key, batch, { 'idempotency-key': 'k' });
      expect((await send()).body).toEqual((await send()).body);
      const { rowCount } = await server.owner.query(
        `select from activity_log where user_id = (select id from users where external_id = 'u')`,
      );
      expect(rowCount).toBe(1);
    }
  });
});
