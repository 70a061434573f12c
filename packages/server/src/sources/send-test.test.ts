import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Credential } from '../../test/credentials.ts';
import { readAudit } from '../../test/read-audit.ts';
import { runJobs } from '../../test/run-jobs.ts';
import { newSpanId, newTraceId, toTraces } from '../../test/outside/otlp/make-traces.ts';
import { sendOtlp } from '../../test/outside/otlp/send-otlp.ts';
import { startTestServer, type TestServer } from '../../test/server.ts';

let server: TestServer;
let owner: Credential;
beforeAll(async () => {
  server = await startTestServer();
  owner = await server.operator('owner', { email: 'owner@example.com' });
});
afterAll(() => server.close());
beforeEach(() => server.clock.advance({ seconds: 1 }));

const connect = async (body: object): Promise<{ id: string; url: string }> =>
  (await server.inject('POST /api/v1/sources', { as: owner, body: { name: 'One', ...body } })).body;
const sendTest = (id: string, as: Credential = owner) =>
  server.inject(`POST /api/v1/sources/${id}/test`, { as });
const find = async (id: string) =>
  (await server.inject('GET /api/v1/sources', { as: owner })).body.items.find(
    (source: { id: string }) => source.id === id,
  );
/** Everything that deliveries are read into. */
const countRows = async (): Promise<number> => {
  const { rows } = await server.owner.query(`
    select (select count(*) from autofix_runs) + (select count(*) from load_test_runs)
      + (select count(*) from load_tests) + (select count(*) from subscriptions)
      + (select count(*) from revenue_movements) + (select count(*) from invoices) as count`);
  return rows[0].count;
};

describe('POST /api/v1/sources/:id/test', () => {
  it('needs a session or a key, and the permission', async () => {
    const { id } = await connect({ kind: 'autofix' });
    expect((await server.inject(`POST /api/v1/sources/${id}/test`)).status).toBe(401);
    const answer = await sendTest(id, await server.operator('support'));
    expect(answer.error?.details).toMatchObject({ permission: 'sources.manage' });
  });

  it.each([
    { kind: 'autofix' },
    { kind: 'load_tests' },
    { kind: 'stripe', secret: 'whsec_abcdefgh' },
  ])('is verified, stored and read as $kind sends it, and nothing of it is kept', async (given) => {
    const before = await countRows();
    const { id } = await connect(given);
    const { status, body } = await sendTest(id);
    expect(status).toBe(201);
    expect(body).toEqual({
      id: expect.any(String),
      sentAt: server.clock.now().toISOString(),
      state: 'waiting',
      reason: null,
    });
    expect((await find(id)).lastTest).toEqual(body);

    await runJobs(server);
    expect(await find(id)).toMatchObject({
      lastTest: { id: body.id, state: 'arrived', reason: null },
      lastReceivedAt: null,
      freshness: 'never',
      waiting: 0,
      poisoned: 0,
    });
    expect(await countRows()).toBe(before);
    const delivery = await server.inject(`GET /api/v1/inbox/${body.id}`, { as: owner });
    expect(delivery.body).toMatchObject({ isTest: true, state: 'ignored', attempts: 1 });
    expect(delivery.body.reason).toMatch(/^A test: it can be read/);
    expect((await readAudit(server, 'source.tested')).at(-1)).toMatchObject({ target_id: id });
  });

  it('finds out what its deliveries cannot be read into', async () => {
    const { id } = await connect({ kind: 'autofix' });
    await server.owner.query('alter table autofix_runs rename to autofix_runs_away');
    await sendTest(id);
    await runJobs(server);
    await server.owner.query('alter table autofix_runs_away rename to autofix_runs');
    expect((await find(id)).lastTest).toMatchObject({
      state: 'waiting',
      reason: expect.stringContaining('autofix_runs'),
    });
  });

  it('asks for the secret first where deliveries are signed', async () => {
    const { id } = await connect({ kind: 'stripe' });
    expect((await sendTest(id)).error?.code).toBe('conflict');
    expect((await find(id)).lastTest).toBeNull();
  });

  it('does not find what was disconnected', async () => {
    const { id } = await connect({ kind: 'autofix' });
    await server.inject(`DELETE /api/v1/sources/${id}`, { as: owner });
    expect((await sendTest(id)).error?.code).toBe('not_found');
  });
});

describe('what is there without being connected', () => {
  const read = async () => (await server.inject('GET /api/v1/sources', { as: owner })).body;

  it('is the SDK, with its keys and its latest record', async () => {
    expect((await read()).sdk).toEqual({
      url: 'http://localhost:4600/ingest/v1/batch',
      keys: 0,
      lastReceivedAt: null,
      freshness: 'never',
    });
    await server.ingestKey(['load_tests']);
    const key = await server.ingestKey();
    const record = { kind: 'activity', organizationId: 'acme', action: 'lead.created' };
    await server.inject('POST /ingest/v1/batch', { as: key, body: JSON.stringify(record) });
    expect((await read()).sdk).toMatchObject({
      keys: 1,
      lastReceivedAt: server.clock.now().toISOString(),
      freshness: 'fresh',
    });
  });

  it('is OpenTelemetry, with its latest spans', async () => {
    expect((await read()).openTelemetry).toEqual({
      url: 'http://localhost:4600',
      lastReceivedAt: null,
      freshness: 'never',
    });
    const key = await server.ingestKey();
    const body = toTraces([{ traceId: newTraceId(), spanId: newSpanId() }]);
    await sendOtlp(server, key, { body });
    expect((await read()).openTelemetry).toMatchObject({
      lastReceivedAt: server.clock.now().toISOString(),
      freshness: 'fresh',
    });
  });

  it('is the database of the product, where there is one', async () => {
    expect((await read()).productDatabase).toEqual({
      state: 'not_configured',
      lastAskedAt: null,
      failure: null,
    });
    const answer = await server.inject('POST /api/v1/sources/product-database/test', { as: owner });
    expect(answer.error?.code).toBe('conflict');
  });

  it('asks that database at once when told to', async () => {
    const other = await startTestServer({ productDatabaseUrl: server.urls.owner });
    const as = await other.operator('operator');
    const ask = () => other.inject('POST /api/v1/sources/product-database/test', { as });
    expect((await ask()).body).toEqual({ failure: null, durationMs: expect.any(Number) });
    expect(await readAudit(other, 'product_database.tested')).toHaveLength(1);
    await other.close();

    const away = await startTestServer({ productDatabaseUrl: 'postgres://localhost:1/nothing' });
    const answer = await away.inject('POST /api/v1/sources/product-database/test', {
      as: await away.operator('operator'),
    });
    expect(answer.body).toMatchObject({ failure: 'unreachable' });
    await away.close();
  });
});

describe('an empty batch', () => {
  it('tries a key and its scope, and counts nothing', async () => {
    const may = await server.ingestKey(['batch']);
    const mayNot = await server.ingestKey(['autofix']);
    const send = (as: Credential) =>
      server.inject('POST /ingest/v1/batch', {
        as,
        body: '',
        headers: { 'content-type': 'application/x-ndjson' },
      });
    expect((await send(may)).body).toEqual({ accepted: 0, rejected: [], warnings: [] });
    const { status, error } = await send(mayNot);
    expect([status, error?.message]).toEqual([
      403,
      'The ingest key "Test ingest" lacks the scope batch: it has autofix.',
    ]);
  });
});

describe('the freshness of a source', () => {
  it('is told by its latest delivery, tests apart', async () => {
    const { id, url } = await connect({ kind: 'load_tests' });
    await sendTest(id);
    expect(await find(id)).toMatchObject({ freshness: 'never', lastReceivedAt: null });
    await server.inject(`POST ${new URL(url).pathname}`, { body: {} });
    expect(await find(id)).toMatchObject({
      freshness: 'fresh',
      lastReceivedAt: server.clock.now().toISOString(),
    });
    await server.owner.query(
      `update inbox set received_at = received_at - interval '9 hours' where source_id = $1`,
      [id],
    );
    server.clock.advance({ days: 7 });
    expect((await find(id)).freshness).toBe('fresh');
    server.clock.advance({ days: 1 });
    expect((await find(id)).freshness).toBe('late');
  });
});
