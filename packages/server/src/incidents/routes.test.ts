import type { Incident } from '@taffrail/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Credential } from '../../test/credentials.ts';
import { alertChange, groupInOne, openOne } from '../../test/incidents/group-alerts.ts';
import { beginRun } from '../../test/incidents/make-alert-runs.ts';
import { readAudit } from '../../test/read-audit.ts';
import { startTestServer, type TestServer } from '../../test/server.ts';

let server: TestServer;
let ada: Credential;
/** Opened one after another, a minute apart. */
let made: Record<'old' | 'worst' | 'mild' | 'over', string>;

const act = (id: string, action: string, body: object = {}) =>
  server.inject(`POST /api/v1/incidents/${id}/${action}`, { as: ada, body });

beforeAll(async () => {
  server = await startTestServer();
  ada = await server.operator('operator');
  const open = async (given: Parameters<typeof openOne>[1]): Promise<string> => {
    server.clock.advance({ minutes: 1 });
    return (await openOne(server, given)).id;
  };
  made = {
    old: await open({ name: 'OldOne', service: 'mail', traceId: 'cd'.repeat(16) }),
    worst: await open({ name: 'WorstOne', severity: 'critical', service: 'shop' }),
    mild: await open({ name: 'MildOne', severity: 'info' }),
    over: await open({ name: 'OverOne', severity: 'critical' }),
  };
  server.clock.advance({ minutes: 10 });
  await act(made.over, 'resolve', { cause: 'data' });
  server.clock.advance({ minutes: 20 });
  await act(made.worst, 'acknowledge');
});
afterAll(() => server.close());

const list = (query: Record<string, string | number> = {}, as = ada) =>
  server.inject('GET /api/v1/incidents', { as, query });
const idsOf = async (query: Record<string, string | number>): Promise<string[]> =>
  (await list(query)).body.items.map((item: Incident) => item.id);

describe('GET /api/v1/incidents', () => {
  it('needs somebody who may read incidents, and filters that it knows', async () => {
    expect((await server.inject('GET /api/v1/incidents')).status).toBe(401);
    const finance = await server.operator('finance');
    expect((await list({}, finance)).error?.details).toMatchObject({
      permission: 'incidents.read',
    });
    for (const query of [{ state: 'gone' }, { owner: 'x' }, { sort: 'title' }, { limit: 201 }])
      expect((await list(query)).error?.code, JSON.stringify(query)).toBe('invalid_request');
    for (const cursor of ['x', '4.abc', '3.abc'])
      expect((await list({ cursor })).error?.code).toBe('invalid_cursor');
  });

  it('lists what is active, the worst first', async () => {
    const { body } = await list();
    expect(body.items.map((item: Incident) => item.title)).toEqual([
      'WorstOne',
      'OldOne',
      'MildOne',
    ]);
    expect(body.items[0]).toMatchObject({
      severity: 'critical',
      state: 'acknowledged',
      owner: { id: ada.id },
      alerts: { total: 1, firing: 1 },
      lastRun: null,
      mergedInto: null,
    });
    expect(body.asOf).toBe(server.clock.now().toISOString());
  });

  it.each([
    [{ state: 'all', sort: 'opened' }, ['over', 'mild', 'worst', 'old']],
    [{ state: 'all' }, ['over', 'worst', 'old', 'mild']],
    [{ state: 'open' }, ['old', 'mild']],
    [{ state: 'resolved' }, ['over']],
    [{ state: 'all', resolvedDays: 7 }, ['over']],
    [{ severity: 'info' }, ['mild']],
    [{ owner: 'me' }, ['worst']],
    [{ owner: 'nobody' }, ['old', 'mild']],
    [{ service: 'mail' }, ['old']],
    [{ traceId: 'cd'.repeat(16) }, ['old']],
    [{ q: 'stone', state: 'all' }, ['worst']],
    [{ q: '%' }, []],
    [{ state: 'open', openForMinutes: 33 }, ['old']],
  ] as const)('filters by %j', async (query, names) => {
    expect(await idsOf(query)).toEqual(names.map((name) => made[name]));
  });

  it('finds an incident by its number', async () => {
    const { body } = await list({ state: 'all', q: 'OverOne' });
    const { number, id } = body.items[0];
    for (const q of [`#${number}`, String(number)])
      expect(await idsOf({ state: 'all', q })).toEqual([id]);
  });

  it.each(['severity', 'opened'])('pages in the order of %s', async (sort) => {
    const all = await idsOf({ state: 'all', sort });
    const paged: string[] = [];
    let cursor: string | undefined;
    do {
      const { body } = await list({ state: 'all', sort, limit: 1, ...(cursor && { cursor }) });
      paged.push(...body.items.map((item: Incident) => item.id));
      cursor = body.nextCursor ?? undefined;
    } while (cursor !== undefined);
    expect(paged).toEqual(all);
  });

  it('gives a key no incidents of its own', async () => {
    const key = await server.apiKey('operator');
    expect((await list({ owner: 'me' }, key)).body.items).toEqual([]);
  });
});

describe('GET /api/v1/incidents/export', () => {
  it('sends what the filters give, and says so in the audit log', async () => {
    const path = 'GET /api/v1/incidents/export';
    expect((await server.inject(path, { query: { format: 'csv' } })).status).toBe(401);
    const query = { format: 'csv', state: 'all' };
    const { text, status } = await server.inject(path, { as: ada, query });
    expect(status).toBe(200);
    const lines = text.trim().split('\n');
    expect(lines[0]).toContain('number,title,severity,state');
    expect(lines).toHaveLength(5);
    const [entry] = await readAudit(server, 'incidents.exported');
    expect(entry).toMatchObject({ after: { rows: 4, complete: true, filter: { state: 'all' } } });
  });
});

describe('GET /api/v1/incidents/:id', () => {
  it('is there for whoever may read incidents', async () => {
    const path = `GET /api/v1/incidents/${made.old}`;
    expect((await server.inject(path)).status).toBe(401);
    expect((await server.inject('GET /api/v1/incidents/x', { as: ada })).status).toBe(400);
    const missing = 'GET /api/v1/incidents/01a1fd8c-6900-72cf-bae7-d4c8cfb1cb45';
    expect((await server.inject(missing, { as: ada })).error?.code).toBe('not_found');
    const viewer = await server.operator('viewer');
    expect((await server.inject(path, { as: viewer })).body).toMatchObject({
      id: made.old,
      traceIds: ['cd'.repeat(16)],
      allowed: ['acknowledge', 'resolve'],
      steps: [
        { state: 'open', by: { kind: 'system', label: 'Taffrail' } },
        { state: 'acknowledged', at: null, by: null },
        { state: 'resolved', at: null },
        { state: 'closed', at: null },
      ],
    });
  });

  it('has its alerts, the latest to join first, page by page', async () => {
    const { id } = await openOne(server, { groupKey: 'paged', name: 'First' });
    server.clock.advance({ seconds: 1 });
    await groupInOne(server, [alertChange(server, { groupKey: 'paged', name: 'Second' })]);
    const path = `GET /api/v1/incidents/${id}/alerts`;
    const { body } = await server.inject(path, { as: ada, query: { limit: 1 } });
    expect(body.items).toMatchObject([{ name: 'Second', isCurrent: true }]);
    const query = { limit: 1, cursor: body.nextCursor };
    const next = await server.inject(path, { as: ada, query });
    expect(next.body).toMatchObject({ items: [{ name: 'First' }], nextCursor: null });
    await act(id, 'resolve');
  });

  it('has a timeline that is filtered by layer, and has no runs yet', async () => {
    await act(made.mild, 'comment', { note: 'A note.' });
    const read = (query: Record<string, string | number>) =>
      server.inject(`GET /api/v1/incidents/${made.mild}/timeline`, { as: ada, query });
    const { body } = await read({});
    expect(body.items).toMatchObject([
      { type: 'record', layer: 'notes', kind: 'commented', note: 'A note.' },
      { layer: 'states', kind: 'opened', alerts: { count: 1, named: [{ name: 'MildOne' }] } },
    ]);
    for (const [layer, count] of Object.entries({ notes: 1, states: 1, alerts: 0, stages: 0 }))
      expect((await read({ layer })).body.items).toHaveLength(count);
    const first = await read({ limit: 1 });
    const second = await read({ limit: 1, cursor: first.body.nextCursor });
    expect(second.body).toMatchObject({ items: [{ kind: 'opened' }], nextCursor: null });
    const runs = await server.inject(`GET /api/v1/incidents/${made.mild}/runs`, { as: ada });
    expect(runs.body).toEqual({ items: [] });
  });
});

describe('the runs of an incident', () => {
  it('stand in the list, on its page, and find it by their trace', async () => {
    const { id, alertId } = await openOne(server, { name: 'WithRun' });
    const run = await beginRun(server, { incidentId: id, alertId });
    expect(await idsOf({ traceId: run.traceId })).toEqual([id]);
    const { body } = await list({ q: 'WithRun' });
    expect(body.items[0].lastRun).toMatchObject({
      id: run.runId,
      status: 'pending',
      stages: [
        { stage: 'ingest', status: 'succeeded' },
        { stage: 'check', status: 'pending', neverRan: false },
        { stage: 'analyze', status: 'pending' },
        { stage: 'notify', status: 'pending' },
      ],
    });
    const detail = await server.inject(`GET /api/v1/incidents/${id}`, { as: ada });
    expect(detail.body.traceIds).toEqual([run.traceId]);
    const runs = await server.inject(`GET /api/v1/incidents/${id}/runs`, { as: ada });
    expect(runs.body.items).toMatchObject([{ id: run.runId, cause: 'opened', errorType: null }]);
    await act(id, 'resolve');
  });
});

describe('GET /api/v1/incident-figures', () => {
  it('counts what is active, and how long it takes', async () => {
    expect((await server.inject('GET /api/v1/incident-figures')).status).toBe(401);
    // The range ends just before now.
    server.clock.advance({ seconds: 1 });
    const { body } = await server.inject('GET /api/v1/incident-figures', { as: ada });
    expect(body).toMatchObject({
      active: { critical: 1, warning: 1, info: 1 },
      unacknowledged: 2,
      hasIncidents: true,
      current: { opened: 6, acknowledge: { ms: 32 * 60_000, count: 1 }, resolve: { count: 3 } },
      previous: { opened: 0, resolve: { ms: null, count: 0 } },
    });
    const wrong = { from: '2026-11-21T10:00:00Z', to: '2026-11-21T10:00:00Z' };
    const answer = await server.inject('GET /api/v1/incident-figures', { as: ada, query: wrong });
    expect(answer.error?.code).toBe('invalid_request');
  });
});

describe('the rules of grouping', () => {
  const rules = { bySourceGroup: false, labels: [], windowMinutes: 5, reopenMinutes: 0 };
  const put = (body: object, as = ada) =>
    server.inject('PUT /api/v1/incident-grouping', { as, body });

  it('are changed by those who may act, and hold from then on', async () => {
    expect((await server.inject('GET /api/v1/incident-grouping')).status).toBe(401);
    expect((await put(rules, await server.operator('viewer'))).status).toBe(403);
    expect((await put({ ...rules, windowMinutes: 0 })).error?.code).toBe('invalid_request');
    const { body } = await server.inject('GET /api/v1/incident-grouping', { as: ada });
    expect(body).toMatchObject({ bySourceGroup: true, labels: ['service'], updatedAt: null });
    expect((await put(rules)).status).toBe(204);
    const changes = [1, 2].map(() => alertChange(server, { groupKey: 'g', service: 's' }));
    const grouped = [...(await groupInOne(server, changes)).values()];
    expect(new Set(grouped.map(({ incidentId }) => incidentId)).size).toBe(2);
    expect(await readAudit(server, 'incident_grouping.changed')).toMatchObject([
      { before: { bySourceGroup: true }, after: { bySourceGroup: false } },
    ]);
  });

  it('are tried on the alerts of the last day, without changing anything', async () => {
    const preview = (body: object) =>
      server.inject('POST /api/v1/incident-grouping/preview', { as: ada, body });
    expect((await preview({})).error?.code).toBe('invalid_request');
    const { body } = await preview(rules);
    expect(body).toMatchObject({ alerts: 0, incidents: 0, incidentsNow: 0, items: [] });
  });
});
