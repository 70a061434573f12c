import type { Budget, GuardBudgets } from '@taffrail/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Credential } from '../../test/credentials.ts';
import { explainQueries } from '../../test/explain.ts';
import { readAudit } from '../../test/read-audit.ts';
import { sendBatch } from '../../test/send-batch.ts';
import { startTestServer, type TestServer } from '../../test/server.ts';
import { listSpentBudgets } from './budgets.store.ts';

let server: TestServer;
let owner: Credential;
let key: Credential;

/** In Berlin it is six in the morning. */
const now = '2026-11-23T05:00:00Z';

beforeAll(async () => {
  server = await startTestServer({ timeZone: 'Europe/Berlin', now });
  owner = await server.operator('owner');
  key = await server.ingestKey();
  const spend = (createdAt: string, costUsd: number | undefined, given: object = {}) => ({
    kind: 'ai_job',
    provider: 'openai',
    model: 'gpt-9',
    latencyMs: 1,
    status: 'succeeded',
    inputTokens: 10,
    createdAt,
    costUsd,
    ...given,
  });
  const acme = { organizationId: 'acme', route: '/discover' };
  await sendBatch(server, key, [
    // October, in Berlin: the last half hour of it in UTC is November there.
    spend('2026-10-31T22:30:00Z', 100, acme),
    spend('2026-10-31T23:30:00Z', 1, acme),
    spend('2026-11-10T12:00:00Z', 2, acme),
    spend('2026-11-10T12:00:00Z', 4, { organizationId: 'globex', route: '/headhunt' }),
    // The 23rd has begun in Berlin, an hour before it did in UTC.
    spend('2026-11-22T23:30:00Z', 8, acme),
    spend('2026-11-23T04:00:00Z', 16),
    spend('2026-11-23T04:00:00Z', undefined, acme),
  ]);
});
afterAll(() => server.close());

const make = (body: object, as: Credential = owner) =>
  server.inject('POST /api/v1/budgets', {
    as,
    body: { scope: 'whole', period: 'month', hardUsd: '100', ...body },
  });
const list = async (): Promise<Budget[]> =>
  (await server.inject('GET /api/v1/budgets', { as: owner })).body.items;
const clear = async (): Promise<void> => {
  for (const { id } of await list())
    await server.inject(`DELETE /api/v1/budgets/${id}`, { as: owner });
};

describe('POST /api/v1/budgets', () => {
  it('needs somebody who may, and a budget', async () => {
    expect((await server.inject('POST /api/v1/budgets', { body: {} })).status).toBe(401);
    for (const role of ['operator', 'viewer'] as const)
      expect((await make({}, await server.operator(role))).error?.details).toMatchObject({
        permission: 'budgets.manage',
      });
    const wrong = [
      { hardUsd: null },
      { hardUsd: '0' },
      { hardUsd: '-1' },
      { hardUsd: '1.00001' },
      { softUsd: '101' },
      { value: 'acme' },
      { scope: 'route' },
      { scope: 'organization', value: 'nobody' },
      { period: 'week' },
    ];
    for (const body of wrong) expect((await make(body)).status, JSON.stringify(body)).toBe(400);
    expect(await list()).toEqual([]);
  });

  it('makes one of each scope and period', async () => {
    const finance = await server.operator('finance');
    const made = await make({ scope: 'organization', value: 'acme', softUsd: '80' }, finance);
    expect(made.status).toBe(201);
    expect((await make({ scope: 'organization', value: 'acme' })).error?.code).toBe('conflict');
    expect((await make({ scope: 'organization', value: 'acme', period: 'day' })).status).toBe(201);
    const created = await readAudit(server, 'budget.created');
    expect(created).toHaveLength(2);
    expect(created.find((entry) => entry['target_id'] === made.body.id)).toMatchObject({
      after: { scope: 'organization', period: 'month', softUsd: '80', hardUsd: '100' },
    });
    await clear();
  });
});

describe('GET /api/v1/budgets', () => {
  it('needs somebody who may', async () => {
    expect((await server.inject('GET /api/v1/budgets')).status).toBe(401);
    const support = await server.operator('support');
    expect((await server.inject('GET /api/v1/budgets', { as: support })).status).toBe(403);
  });

  it('says what is spent of each, by the days and months of the reporting zone', async () => {
    await make({ softUsd: '31', hardUsd: '310' });
    await make({ period: 'day', softUsd: null, hardUsd: '24' });
    await make({ scope: 'route', value: '/discover', hardUsd: '11.01' });
    await make({ scope: 'route', value: '/nowhere', period: 'day' });
    await make({ scope: 'organization', value: 'acme', softUsd: '11', hardUsd: null });
    const budgets = await list();
    expect(
      budgets.map(({ scope, route, period, spentUsd, state }) => [
        scope,
        route,
        period,
        spentUsd,
        state,
      ]),
    ).toEqual([
      ['whole', null, 'month', '31.00000000', 'soft'],
      ['whole', null, 'day', '24.00000000', 'hard'],
      ['route', '/discover', 'month', '11.00000000', 'within'],
      ['route', '/nowhere', 'day', '0.00000000', 'within'],
      ['organization', null, 'month', '11.00000000', 'soft'],
    ]);
    expect(budgets[0]).toMatchObject({
      from: '2026-11-01',
      to: '2026-11-30',
      softUsd: '31',
      hardUsd: '310',
      unpricedJobs: 1,
      // 22 and a quarter of 30 days are over.
      paceUsd: '41.79775280',
    });
    expect(budgets[1]).toMatchObject({
      from: '2026-11-23',
      to: '2026-11-23',
      paceUsd: '96.00000000',
    });
    expect(budgets[4]).toMatchObject({ organization: { externalId: 'acme' }, unpricedJobs: 1 });
  });

  it('reads two rollups, of the month alone, in one statement', async () => {
    await server.owner.query(`
      insert into usage_organizations_daily (
        day, organization_id, jobs, failed, input_tokens, output_tokens, cost_usd, unpriced_jobs,
        unpriced_tokens
      )
      select day::date, gen_random_uuid(), 1, 0, 1, 1, 0, 0, 0
      from generate_series(timestamp '2026-05-01', '2026-11-23', '1 day') as day,
        generate_series(1, 200) as organization;
      analyze usage_organizations_daily`);
    const [query, ...others] = await explainQueries(server.urls.app, (db) =>
      listSpentBudgets(db, { now: new Date(now), timeZone: 'Europe/Berlin', limit: 200 }),
    );
    expect(others).toEqual([]);
    expect(query?.scanned).not.toContain('usage_organizations_daily');
    expect(query?.touched['usage_organizations_daily']).toBeLessThan(50);
  });
});

describe('PUT and DELETE /api/v1/budgets/:id', () => {
  it('change the limits, and remove a budget', async () => {
    const [first] = await list();
    const path = `/api/v1/budgets/${first?.id}`;
    const limits = { softUsd: null, hardUsd: '20', onUnknown: 'closed' };
    const viewer = await server.operator('viewer');
    expect((await server.inject(`PUT ${path}`, { as: viewer, body: limits })).status).toBe(403);
    expect((await server.inject(`DELETE ${path}`, { as: viewer })).status).toBe(403);
    const nothing = { softUsd: null, hardUsd: null };
    expect((await server.inject(`PUT ${path}`, { as: owner, body: nothing })).status).toBe(400);
    expect((await server.inject(`PUT ${path}`, { as: owner, body: limits })).status).toBe(204);
    expect((await list())[0]).toMatchObject({ ...limits, state: 'hard' });
    expect(await readAudit(server, 'budget.changed')).toMatchObject([
      { before: { softUsd: '31', hardUsd: '310' }, after: limits },
    ]);
    expect((await server.inject(`DELETE ${path}`, { as: owner })).status).toBe(204);
    expect((await server.inject(`DELETE ${path}`, { as: owner })).status).toBe(404);
    expect(await readAudit(server, 'budget.removed')).toContainEqual(
      expect.objectContaining({ target_id: first?.id }),
    );
  });
});

describe('GET /ingest/v1/budgets', () => {
  const ask = (headers: Record<string, string> = {}, as: Credential | undefined = key) =>
    server.inject('GET /ingest/v1/budgets', { ...(as && { as }), headers });

  it('needs an ingest key that may send batches', async () => {
    const route = 'GET /ingest/v1/budgets';
    expect((await server.inject(route)).status).toBe(401);
    expect((await ask({}, await server.ingestKey(['autofix']))).status).toBe(401);
    expect((await server.inject(route, { as: await server.apiKey('operator') })).status).toBe(401);
  });

  it('is a file, too, with the export in the audit log', async () => {
    const { text, headers } = await server.inject('GET /api/v1/budgets/export', { as: owner });
    expect(headers['content-disposition']).toContain('budgets-2026-11-23.csv');
    const [head, ...lines] = text.trimEnd().split('\r\n');
    expect(head).toMatch(
      /^scope,organizationId,externalId,organization,route,period,from,to,spent/,
    );
    expect(lines).toHaveLength((await list()).length);
    expect(lines.join()).toMatch(
      /organization,[^,]+,acme,.*,month,2026-11-01,2026-11-30,11.0{8},11,/,
    );
    expect(await readAudit(server, 'budgets.exported')).toHaveLength(1);
    const support = await server.operator('support');
    const { status } = await server.inject('GET /api/v1/budgets/export', { as: support });
    expect(status).toBe(403);
  });

  it('tells a guard what it needs, and by an ETag that nothing changed', async () => {
    server.clock.advance({ seconds: 10 });
    const { body, headers } = await ask();
    const { budgets } = body as GuardBudgets;
    expect(budgets).toContainEqual({
      scope: 'organization',
      value: 'acme',
      period: 'month',
      endsAt: '2026-11-30T23:00:00.000Z',
      spentUsd: '11.00000000',
      softUsd: '11',
      hardUsd: null,
      state: 'soft',
      onUnknown: 'open',
    });
    expect(headers['cache-control']).toBe('private, max-age=5');
    server.clock.advance({ seconds: 10 });
    const again = await ask({ 'if-none-match': String(headers['etag']) });
    expect([again.status, again.text]).toEqual([304, '']);
  });

  it('keeps its answer for some seconds, and then says what was spent meanwhile', async () => {
    const spentByAcme = async (): Promise<string | undefined> =>
      ((await ask()).body as GuardBudgets).budgets.find(({ value }) => value === 'acme')?.spentUsd;
    server.clock.advance({ seconds: 10 });
    expect(await spentByAcme()).toBe('11.00000000');
    const job = { provider: 'x', model: 'y', latencyMs: 1, status: 'succeeded', costUsd: 1 };
    const createdAt = server.clock.now().toISOString();
    await sendBatch(server, key, [{ kind: 'ai_job', createdAt, organizationId: 'acme', ...job }]);
    expect(await spentByAcme()).toBe('11.00000000');
    server.clock.advance({ seconds: 5 });
    expect(await spentByAcme()).toBe('12.00000000');
  });
});
