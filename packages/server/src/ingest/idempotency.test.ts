import { randomUUID } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Credential } from '../../test/credentials.ts';
import { findRollupDrift } from '../../test/figures/rollup-drift.ts';
import { sendBatch } from '../../test/send-batch.ts';
import { startTestServer, type TestServer } from '../../test/server.ts';

let server: TestServer;
let key: Credential;
beforeAll(async () => {
  server = await startTestServer();
  key = await server.ingestKey();
});
afterAll(() => server.close());

/** Without ids: only its key tells a batch that is sent again. */
const records = (resourceId: string, count = 3): object[] =>
  Array.from({ length: count }, () => ({
    kind: 'activity',
    organizationId: 'acme',
    action: 'lead.created',
    resourceId,
  }));

const send = (batch: readonly object[] | Buffer, idempotencyKey: string, as = key, more = {}) =>
  sendBatch(server, as, batch, { 'idempotency-key': idempotencyKey, ...more });

const countRows = async (resourceId: string): Promise<number> => {
  const { rowCount } = await server.owner.query('select from activity_log where resource_id = $1', [
    resourceId,
  ]);
  return rowCount ?? 0;
};

describe('a batch with an Idempotency-Key', () => {
  it('is stored once and gets its first answer again', async () => {
    const batch = [...records('again'), { kind: 'unheard of' }];
    const first = await send(batch, 'again');
    expect(first.body).toMatchObject({
      accepted: 3,
      rejected: [{ index: 3, code: 'unknown_kind' }],
      warnings: [],
    });
    // Later, the first would be rejected as too old: the answer is the one of the first time.
    server.clock.advance({ days: 6 });
    const second = await send(batch, 'again');
    expect(second.status).toBe(200);
    expect(second.body).toEqual(first.body);
    expect(await countRows('again')).toBe(3);
  });

  it('is the same batch however it is packed', async () => {
    const lines = records('packed').map((record) => JSON.stringify(record));
    await send(records('packed'), 'packed');
    const packed = gzipSync(lines.join('\n'), { level: 9 });
    const answer = await send(packed, 'packed', key, { 'content-encoding': 'gzip' });
    expect(answer.body.accepted).toBe(3);
    expect(await countRows('packed')).toBe(3);
  });

  it('is refused when the key was used with another body, of which nothing is kept', async () => {
    await send(records('mine'), 'used');
    const answer = await send(records('other'), 'used');
    expect(answer.status).toBe(409);
    expect(answer.error?.code).toBe('idempotency_conflict');
    expect(await countRows('other')).toBe(0);
    expect((await send(records('mine'), 'used')).status).toBe(200);
  });

  it('has the key to itself: other ingest keys may use the same', async () => {
    const other = await server.ingestKey();
    expect((await send(records('scoped'), 'scoped')).status).toBe(200);
    expect((await send(records('scoped by another'), 'scoped', other)).status).toBe(200);
    expect(await countRows('scoped by another')).toBe(3);
  });

  it('is forgotten after seven days', async () => {
    await send(records('forgotten'), 'forgotten');
    server.clock.advance({ days: 7, seconds: 1 });
    expect((await send(records('new'), 'forgotten')).status).toBe(200);
    expect(await countRows('new')).toBe(3);
  });

  it('that keeps nothing is remembered too', async () => {
    expect((await send([{ kind: 'x' }], 'nothing')).body.accepted).toBe(0);
    expect((await send(records('nothing'), 'nothing')).status).toBe(409);
  });
});

describe('batches that arrive at the same time', () => {
  it('with the same key and body are one', async () => {
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => send(records('at once', 100), 'at once')),
    );
    for (const answer of answers) expect(answer.body).toEqual(answers[0]?.body);
    expect(answers[0]?.body.accepted).toBe(100);
    expect(await countRows('at once')).toBe(100);
  });

  it('with the same key and different bodies are taken once, and refused otherwise', async () => {
    const names = Array.from({ length: 10 }, (_, index) => `racing ${index}`);
    const answers = await Promise.all(names.map((name) => send(records(name), 'racing')));
    const taken = answers.filter(({ status }) => status === 200);
    expect(taken).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(9);
    const counts = await Promise.all(names.map(countRows));
    expect(counts.filter((count) => count > 0)).toEqual([3]);
  });

  it('with the same records and different keys store them once', async () => {
    const batch = records('same records', 50).map((record) => ({ ...record, id: randomUUID() }));
    const dated = batch.map((record) => ({ ...record, createdAt: server.clock.now() }));
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, index) => send(dated, `same records ${index}`)),
    );
    for (const answer of answers)
      expect(answer.body).toEqual({ accepted: 50, rejected: [], warnings: [] });
    expect(await countRows('same records')).toBe(50);
    expect(await findRollupDrift(server.owner)).toEqual([]);
  });
});
