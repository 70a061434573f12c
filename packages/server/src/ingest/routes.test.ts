import { constants, createZstdCompress, gzipSync, zstdCompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Credential } from '../../test/credentials.ts';
import { findRollupDrift } from '../../test/figures/rollup-drift.ts';
import { sendBatch } from '../../test/send-batch.ts';
import { startTestServer, type TestServer } from '../../test/server.ts';
import { toProductId } from '../platform/ids.ts';

let server: TestServer;
let key: Credential;
beforeAll(async () => {
  server = await startTestServer();
  key = await server.ingestKey();
});
afterAll(() => server.close());

const action = (more: object = {}): object => ({
  kind: 'activity',
  organizationId: 'acme',
  action: 'lead.created',
  ...more,
});

const send = (
  batch: readonly object[] | string | Buffer,
  headers: Readonly<Record<string, string>> = {},
) => sendBatch(server, key, batch, headers);

const countRows = async (): Promise<number> => {
  const { rows } = await server.owner.query('select count(*) from activity_log');
  return rows[0].count;
};

/** Nothing of a refused envelope is kept. */
const expectNothingKept = async (work: () => Promise<unknown>): Promise<void> => {
  const before = await countRows();
  await work();
  expect(await countRows()).toBe(before);
};

const megabyte = 1024 * 1024;

describe('POST /ingest/v1/batch, who may', () => {
  it('refuses a sender without a key, or with one that is not an ingest key', async () => {
    const withoutKey = await sendBatch(server, undefined, [action()]);
    expect(withoutKey.status).toBe(401);
    expect(withoutKey.error?.code).toBe('unauthenticated');
    const asOperator = await server.operator('owner');
    for (const as of [await server.apiKey('operator'), asOperator])
      expect((await sendBatch(server, as, [action()])).status).toBe(401);
    const unknown = { headers: { authorization: 'Bearer tfi_unknown_0123456789' } };
    expect((await sendBatch(server, unknown, [action()])).status).toBe(401);
  });

  it('looks at the key before anything else', async () => {
    const answer = await sendBatch(server, undefined, Buffer.alloc(6 * megabyte), {
      'content-type': 'text/css',
      'content-encoding': 'br',
    });
    expect(answer.status).toBe(401);
  });
});

describe('POST /ingest/v1/batch, the envelope', () => {
  it.each([
    ['content-type', 'text/plain'],
    ['content-type', 'application/x-www-form-urlencoded'],
    ['content-type', 'multipart/form-data; boundary=x'],
    ['content-encoding', 'br'],
    ['content-encoding', 'gzip, gzip'],
  ])('does not take %s: %s', async (name, value) => {
    const answer = await send([action()], { [name]: value });
    expect(answer.status).toBe(415);
    expect(answer.error?.code).toBe('unsupported_media_type');
  });

  it.each(['application/x-ndjson', 'application/ndjson; charset=utf-8', 'Application/JSON'])(
    'takes %s',
    async (type) => {
      expect((await send([action()], { 'content-type': type })).body.accepted).toBe(1);
    },
  );

  it('takes a body of no type', async () => {
    const answer = await server.app.inject({
      method: 'POST',
      url: '/ingest/v1/batch',
      headers: key.headers,
      payload: JSON.stringify(action()),
    });
    expect(answer.json()).toMatchObject({ accepted: 1 });
  });

  it.each(['', 'x'.repeat(201), 'ümlaut', 'tab\tbed'])(
    'refuses the idempotency key %j',
    async (idempotencyKey) => {
      const answer = await send([action()], { 'idempotency-key': idempotencyKey });
      expect(answer.status).toBe(400);
      expect(answer.error?.code).toBe('invalid_request');
    },
  );

  it('answers an empty body, and one without records', async () => {
    const nothing = { accepted: 0, rejected: [], warnings: [] };
    for (const body of ['', '\n', '\r\n \n', '\ufeff', '\ufeff\n\n']) {
      const answer = await send(body);
      expect(answer.status).toBe(200);
      expect(answer.body).toEqual(nothing);
    }
  });

  it.each([
    ['gzip', gzipSync],
    ['zstd', zstdCompressSync],
  ])('unpacks %s', async (encoding, pack) => {
    const body = pack([action(), action()].map((record) => JSON.stringify(record)).join('\n'));
    expect((await send(body, { 'content-encoding': encoding })).body.accepted).toBe(2);
  });

  it.each([
    ['truncated gzip', 'gzip', gzipSync(JSON.stringify(action())).subarray(0, -5)],
    ['gzip without its trailer', 'gzip', gzipSync(JSON.stringify(action())).subarray(0, -8)],
    ['an empty body called gzip', 'gzip', Buffer.alloc(0)],
    ['text called gzip', 'gzip', Buffer.from(JSON.stringify(action()))],
    ['gzip with more behind it', 'gzip', Buffer.concat([gzipSync('{}'), Buffer.from('more')])],
    ['truncated zstd', 'zstd', zstdCompressSync(JSON.stringify(action())).subarray(0, -3)],
    ['text called zstd', 'zstd', Buffer.from(JSON.stringify(action()))],
    ['two zstd frames', 'zstd', Buffer.concat([zstdCompressSync('{}'), zstdCompressSync('{}')])],
  ])('keeps nothing of %s', async (_, encoding, body) => {
    await expectNothingKept(async () => {
      const answer = await send(body, { 'content-encoding': encoding });
      expect(answer.status).toBe(400);
      expect(answer.error?.code).toBe('unreadable_body');
    });
  });

  it('does not open a zstd frame that asks for a window of 128 MB', async () => {
    const packed: Buffer[] = [];
    const stream = createZstdCompress({ params: { [constants.ZSTD_c_windowLog]: 27 } });
    stream.write(JSON.stringify(action()));
    stream.end();
    for await (const chunk of stream) packed.push(chunk as Buffer);
    const answer = await send(Buffer.concat(packed), { 'content-encoding': 'zstd' });
    expect(answer.error?.code).toBe('unreadable_body');
  });

  it('takes five megabytes, as sent and unpacked, and not a byte more', async () => {
    const full = `${JSON.stringify(action())}\n`.padEnd(5 * megabyte, ' ');
    expect((await send(full)).body.accepted).toBe(1);
    expect((await send(gzipSync(full), { 'content-encoding': 'gzip' })).body.accepted).toBe(1);
    await expectNothingKept(async () => {
      for (const answer of [
        await send(`${full} `),
        await send(gzipSync(`${full} `), { 'content-encoding': 'gzip' }),
        await send(zstdCompressSync(`${full} `), { 'content-encoding': 'zstd' }),
      ]) {
        expect(answer.status).toBe(413);
        expect(answer.error?.code).toBe('payload_too_large');
      }
    });
  });

  it('takes ten thousand records, and not one more', async () => {
    const records = Array.from({ length: 10_000 }, () => ({ kind: 'none' }));
    const answer = await send(records);
    expect(answer.body.accepted).toBe(0);
    expect(answer.body.rejected).toHaveLength(10_000);
    await expectNothingKept(async () => {
      const refused = await send([action(), ...records]);
      expect(refused.status).toBe(413);
      expect(refused.error?.code).toBe('too_many_records');
    });
  });
});

describe('POST /ingest/v1/batch, the records', () => {
  it('stores an action with all that it says', async () => {
    const id = '0193f3a0-7c1b-4abc-8def-0123456789AB';
    const organizationId = '3F2504E0-4F89-41D3-9A0C-0305E82C3301';
    const answer = await send([
      action({
        id,
        organizationId,
        userId: 'user 7',
        action: 'plan.upgraded',
        resourceType: 'subscription',
        resourceId: 'sub_é😀',
        metadata: { from: 'free', to: 'pro', seats: [1, 2.5], deep: { a: null }, '': 'é' },
        ipAddress: '2001:DB8::1',
        userAgent: 'curl/8',
        traceId: '4bf92f3577b34da6a3ce929d0e0e4736',
        sessionId: 's1',
        createdAt: '2026-11-20T12:00:00.123999+02:00',
      }),
    ]);
    expect(answer.body).toEqual({ accepted: 1, rejected: [], warnings: [] });
    const { rows } = await server.owner.query(
      `select *, to_char(created_at, 'YYYY-MM-DD HH24:MI:SS.US') as at
       from activity_log where id = $1`,
      [id],
    );
    expect(rows).toEqual([
      {
        at: '2026-11-20 10:00:00.123000',
        created_at: expect.any(Date),
        received_at: server.clock.now(),
        id: id.toLowerCase(),
        organization_id: organizationId.toLowerCase(),
        user_id: toProductId('user', 'user 7'),
        action: 'plan.upgraded',
        category: 'billing',
        resource_type: 'subscription',
        resource_id: 'sub_é😀',
        metadata: { from: 'free', to: 'pro', seats: [1, 2.5], deep: { a: null }, '': 'é' },
        ip_address: '2001:db8::1',
        user_agent: 'curl/8',
        trace_id: '4bf92f3577b34da6a3ce929d0e0e4736',
        session_id: 's1',
      },
    ]);
  });

  it('dates an action by its id of version 7, or else by its receipt', async () => {
    const atMs = Date.parse('2026-11-01T08:00:00.250Z');
    const time = atMs.toString(16).padStart(12, '0');
    const id = `${time.slice(0, 8)}-${time.slice(8)}-7abc-8def-0123456789ab`;
    const random = '5d9a1f34-53a9-4bb0-8f9b-0d8a1a6f0b11';
    await send([action({ id }), action({ id: random })]);
    const { rows } = await server.owner.query(
      'select id, created_at from activity_log where id = any ($1) order by created_at',
      [[id, random]],
    );
    expect(rows).toEqual([
      { id, created_at: new Date(atMs) },
      { id: random, created_at: server.clock.now() },
    ]);
  });

  it('names what is wrong with each record and keeps its neighbours', async () => {
    const now = server.clock.now().getTime();
    const at = (ms: number) => new Date(now + ms).toISOString();
    const day = 86_400_000;
    const records = [
      action({ createdAt: at(299_000) }),
      action({ createdAt: at(301_000) }),
      action({ createdAt: at(-90 * day) }),
      action({ createdAt: at(-90 * day - 1_000) }),
      { kind: 'span', name: '/x' },
      { organizationId: 'acme', action: 'lead.created' },
      { kind: 'activity', action: 'lead.created' },
      { kind: 'activity', action: 'user.login' },
      action({ metadata: 'text' }),
    ].map((record) => JSON.stringify(record));
    const answer = await send(
      ['', '[1]', records[0], 'null', '{"kind":', ...records.slice(1)].join('\n'),
    );
    expect(answer.body.accepted).toBe(3);
    expect(
      answer.body.rejected.map(({ index, code }: { index: number; code: string }) => [index, code]),
    ).toEqual([
      [0, 'invalid_record'],
      [2, 'invalid_record'],
      [3, 'invalid_json'],
      [4, 'too_far_ahead'],
      [6, 'too_old'],
      [7, 'unknown_kind'],
      [8, 'invalid_record'],
      [9, 'invalid_record'],
      [11, 'invalid_record'],
    ]);
  });

  it('stores an id that a batch holds twice once, and counts both as accepted', async () => {
    const id = '6d9a1f34-53a9-4bb0-8f9b-0d8a1a6f0b12';
    const twice = [
      action({ id }),
      action({ id: id.toUpperCase(), createdAt: '2026-11-20T10:00:00Z' }),
    ];
    expect((await send(twice)).body).toMatchObject({ accepted: 2, rejected: [] });
    const { rowCount } = await server.owner.query('select from activity_log where id = $1', [id]);
    expect(rowCount).toBe(1);
  });

  it('takes a record that is known as accepted, without storing or counting it again', async () => {
    const records = Array.from({ length: 5 }, (_, index) =>
      action({
        id: `7d9a1f34-53a9-4bb0-8f9b-0d8a1a6f0b1${index}`,
        createdAt: '2026-11-20T10:00:00Z',
      }),
    );
    expect((await send(records.slice(0, 3))).body.accepted).toBe(3);
    const before = await countRows();
    expect((await send(records)).body).toEqual({ accepted: 5, rejected: [], warnings: [] });
    expect(await countRows()).toBe(before + 2);
    expect(await findRollupDrift(server.owner)).toEqual([]);
  });

  it('tells of fields that it does not know, and of records that would be counted twice', async () => {
    const answer = await send([
      action({ resource_type: 'lead', id: '8d9a1f34-53a9-4bb0-8f9b-0d8a1a6f0b13' }),
      action({ resource_type: 'lead', 'a\u0000b': 1, ['x'.repeat(60)]: 1, ip: '::1' }),
    ]);
    expect(answer.body.accepted).toBe(2);
    expect(answer.body.warnings).toEqual([
      'The field resource_type is not known.',
      'The field ip is not known.',
      expect.stringContaining('2 of the records'),
    ]);
  });
});

describe('POST /ingest/v1/batch, customers', () => {
  const organization = async (externalId: string) =>
    (
      await server.owner.query(
        'select name, plan, seats, locale, created_at from organizations where external_id = $1',
        [externalId],
      )
    ).rows[0];

  it('leaves a stub for those who are only named', async () => {
    await send([action({ organizationId: 'stub org', userId: 'stub user' })]);
    expect(await organization('stub org')).toEqual({
      name: null,
      plan: null,
      seats: null,
      locale: null,
      created_at: server.clock.now(),
    });
    const { rowCount } = await server.owner.query('select from users where external_id = $1', [
      'stub user',
    ]);
    expect(rowCount).toBe(1);
  });

  it('lets the fields that are given replace what is stored, also within one batch', async () => {
    const org = (more: object) => ({ kind: 'organization', id: 'globex', ...more });
    await send([
      action({ organizationId: 'globex' }),
      org({ name: 'Globex', plan: 'free', createdAt: '2020-01-01T00:00:00Z' }),
      org({ plan: 'pro', seats: 5 }),
    ]);
    await send([org({ name: 'Globex Ltd', plan: null })]);
    expect(await organization('globex')).toEqual({
      name: 'Globex Ltd',
      plan: 'pro',
      seats: 5,
      locale: null,
      created_at: new Date('2020-01-01T00:00:00Z'),
    });
  });

  it('takes users and memberships, who leave and come back', async () => {
    const member = (more: object) => ({
      kind: 'membership',
      organizationId: 'initech',
      userId: 'peter',
      ...more,
    });
    const read = async () =>
      (
        await server.owner.query(
          `select o.external_id, u.name, u.email, m.role, m.removed_at
           from memberships m
           join organizations o on o.id = m.organization_id
           join users u on u.id = m.user_id
           where o.external_id = 'initech'`,
        )
      ).rows;
    const peter = { external_id: 'initech', name: 'Peter', email: 'peter@initech.test' };
    await send([
      member({ role: 'admin', removedAt: '2026-11-20T00:00:00Z' }),
      { kind: 'user', id: 'peter', name: 'Peter', email: 'peter@initech.test' },
    ]);
    expect(await read()).toEqual([
      { ...peter, role: 'admin', removed_at: new Date('2026-11-20T00:00:00Z') },
    ]);
    await send([member({})]);
    expect(await read()).toEqual([{ ...peter, role: 'admin', removed_at: null }]);
  });

  it('refuses times that Postgres or reason does not know', async () => {
    const answer = await send([
      { kind: 'organization', id: 'a', createdAt: '0000-12-31T23:59:59Z' },
      { kind: 'user', id: 'a', createdAt: '0001-01-01T00:00:00+01:00' },
      { kind: 'user', id: 'a', createdAt: '9999-12-31T23:59:59-23:59' },
      { kind: 'user', id: 'oldest', createdAt: '0001-01-01T00:00:00Z' },
    ]);
    expect(answer.body).toMatchObject({
      accepted: 1,
      rejected: [{ code: 'too_old' }, { code: 'too_old' }, { code: 'too_far_ahead' }],
    });
  });
});
