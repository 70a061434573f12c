import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Credential } from '../../../test/credentials.ts';
import { readAudit } from '../../../test/read-audit.ts';
import { runJobs } from '../../../test/run-jobs.ts';
import { sendBatch } from '../../../test/send-batch.ts';
import { startTestServer, type TestServer } from '../../../test/server.ts';

let server: TestServer;
let key: Credential;
let owner: Credential;
beforeAll(async () => {
  server = await startTestServer({ product: { revenue: { currency: 'eur' } } });
  key = await server.ingestKey();
  owner = await server.operator('owner');
});
afterAll(() => server.close());
beforeEach(async () => {
  server.clock.advance({ seconds: 1 });
  for (const table of ['revenue_movements', 'revenue_daily', 'subscriptions', 'told_subscriptions'])
    await server.owner.query(`delete from ${table}`);
});

const tell = (...ids: string[]) =>
  sendBatch(
    server,
    key,
    ids.map((id) => ({
      kind: 'subscription',
      id,
      organizationId: 'acme',
      status: 'active',
      currency: 'eur',
      amount: '10.00',
      startedAt: '2026-11-01T09:00:00Z',
      at: '2026-11-01T09:00:00Z',
    })),
  );
/** As an older or newer version would have left it. */
const spoil = (id: string) =>
  server.owner.query(
    `update told_subscriptions set record = record || '{"status": "thriving"}'
     where record ->> 'id' = $1`,
    [id],
  );
const mend = () =>
  server.owner.query(
    `update told_subscriptions set record = record || '{"status": "active"}'
     where failed_at is not null`,
  );
const failed = async (query: Record<string, string> = {}) =>
  (await server.inject('GET /api/v1/told-subscriptions/failed', { as: owner, query })).body;
const mrr = async () => {
  const { rows } = await server.owner.query(
    'select coalesce(sum(amount), 0)::float8 as mrr from revenue_movements',
  );
  return rows[0].mrr;
};

describe('what was told of subscriptions and cannot be read', () => {
  it.each([
    'GET /api/v1/told-subscriptions/failed',
    'POST /api/v1/told-subscriptions/01900000-0000-7000-8000-000000000001/replay',
  ])('is for those who may: %s', async (route) => {
    expect((await server.inject(route)).status).toBe(401);
    expect((await server.inject(route, { as: await server.operator('finance') })).status).toBe(403);
  });

  it('holds nobody up, and is listed with the reason', async () => {
    await tell('sub_1', 'sub_2', 'sub_3');
    await spoil('sub_2');
    await runJobs(server);
    expect(await mrr()).toBe(20);
    const { items } = await failed();
    expect(items).toEqual([
      {
        id: expect.any(String),
        organizationId: expect.any(String),
        subscriptionId: 'sub_2',
        receivedAt: server.clock.now().toISOString(),
        failedAt: server.clock.now().toISOString(),
        reason: expect.stringMatching(/^status: /),
        record: expect.stringContaining('"thriving"'),
      },
    ]);
  });

  it('is read again when somebody asks for it, and that is in the audit log', async () => {
    await tell('sub_1');
    await spoil('sub_1');
    await runJobs(server);
    const { id } = (await failed()).items[0];
    const replay = () =>
      server.inject(`POST /api/v1/told-subscriptions/${id}/replay`, { as: owner });

    expect((await replay()).status).toBe(204);
    await runJobs(server);
    expect((await failed()).items).toHaveLength(1);

    await mend();
    await replay();
    await runJobs(server);
    expect((await failed()).items).toEqual([]);
    expect(await mrr()).toBe(10);
    expect((await replay()).error?.code).toBe('not_found');
    expect((await readAudit(server, 'told_subscription.replayed')).at(-1)).toMatchObject({
      target_id: id,
    });
  });

  it('is listed by page, newest first', async () => {
    for (const id of ['sub_1', 'sub_2', 'sub_3']) {
      server.clock.advance({ seconds: 1 });
      await tell(id);
      await spoil(id);
      await runJobs(server);
    }
    const first = await failed({ limit: '2' });
    const second = await failed({ limit: '2', cursor: first.nextCursor });
    const ids = [...first.items, ...second.items].map((item) => item.subscriptionId);
    expect(ids).toEqual(['sub_3', 'sub_2', 'sub_1']);
    expect(second.nextCursor).toBeNull();
  });
});
