import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Check, CheckRun, CheckRunDetail, WatchedCheck } from '@taffrail/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Credential } from '../../test/credentials.ts';
import { readAudit } from '../../test/read-audit.ts';
import { runJobs } from '../../test/run-jobs.ts';
import { startTestServer, type InjectOptions, type TestServer } from '../../test/server.ts';

let server: TestServer;
let operator: Credential;
let viewer: Credential;
let status = 200;
/** What the checks of this file look at. */
const target = createServer((_, answer) => answer.writeHead(status).end('hello'));
let url = '';

beforeAll(async () => {
  server = await startTestServer();
  operator = await server.operator('operator');
  viewer = await server.operator('viewer');
  await new Promise<void>((resolve) => target.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(target.address() as AddressInfo).port}/`;
});
afterAll(async () => {
  await server.close();
  target.closeAllConnections();
  target.close();
});

const http = (given: object = {}) => ({ kind: 'http', url, mayBePrivate: true, ...given });
const create = (body: object, as = operator) => server.inject('POST /api/v1/checks', { as, body });
const make = async (name: string, given: object = {}): Promise<Check> => {
  const made = await create({ name, failuresBeforeAlert: 1, config: http(), ...given });
  expect(made.status, made.text).toBe(201);
  await runJobs(server);
  return made.body as Check;
};
const run = async (check: Check, answers: number): Promise<void> => {
  status = answers;
  server.clock.advance({ minutes: 1 });
  const path = `POST /api/v1/checks/${check.id}/run`;
  expect((await server.inject(path, { as: operator })).status).toBe(204);
  await runJobs(server);
  status = 200;
};
const read = async (path: string, query: InjectOptions['query'] = {}) =>
  (await server.inject(`GET /api/v1/${path}`, { as: viewer, query })).body;
const runsOf = async (check: Check, query: object = {}): Promise<CheckRun[]> =>
  (await read('check-runs', { checkId: check.id, ...query })).items;
const watched = async (check: Check): Promise<WatchedCheck | undefined> =>
  ((await read('checks')).items as WatchedCheck[]).find(({ id }) => id === check.id);
const alertsOf = async (check: Check): Promise<Record<string, unknown>[]> => {
  const { rows } = await server.owner.query('select * from alerts where source_id = $1', [
    check.id,
  ]);
  return rows as Record<string, unknown>[];
};

describe('the checks of a new console', () => {
  it('are of its processors, memory, disk and database, and run without being asked', async () => {
    const { items } = (await read('checks')) as { items: WatchedCheck[] };
    expect(items.map(({ kind }) => kind).toSorted()).toEqual(['cpu', 'disk', 'memory', 'postgres']);
    for (const item of items) {
      expect(item).toMatchObject({ isEnabled: true, result: null, strip: [], latest: null });
      await server.inject(`POST /api/v1/checks/${item.id}/run`, { as: operator });
    }
    await runJobs(server);
    for (const { id, kind } of items) {
      const [seen] = (await read('check-runs', { checkId: id })).items as CheckRun[];
      expect(seen?.result, `${kind}: ${seen?.message}`).not.toBe('unknown');
      expect(seen?.value, kind).toBeGreaterThanOrEqual(0);
    }
  });
});

describe('POST /api/v1/checks', () => {
  const body = { name: 'Shop', config: { kind: 'http', url: 'https://example.com/' } };

  it('needs somebody who may', async () => {
    expect((await server.inject('POST /api/v1/checks', { body })).status).toBe(401);
    expect((await create(body, viewer)).status).toBe(403);
    expect((await server.inject('GET /api/v1/checks')).status).toBe(401);
    const finance = await server.operator('finance');
    expect((await server.inject('GET /api/v1/checks', { as: finance })).status).toBe(403);
  });

  it('needs a configuration that can be read', async () => {
    const wrong = [
      { ...body, name: ' ' },
      { ...body, everyMinutes: 0 },
      { ...body, config: { kind: 'weather' } },
      { ...body, config: { ...body.config, url: 'file:///etc/passwd' } },
      { ...body, config: { kind: 'heartbeat', graceSeconds: 60 } },
      { ...body, config: { kind: 'heartbeat', graceSeconds: 60, cron: 'never' } },
      { ...body, config: { kind: 'disk', path: 'var' } },
    ];
    for (const one of wrong) expect((await create(one)).status, JSON.stringify(one)).toBe(400);
    const { error } = await create({
      ...body,
      config: { kind: 'heartbeat', graceSeconds: 60, cron: 'never' },
    });
    expect(error?.details?.['fields']).toEqual([
      { field: 'config.cron', message: 'must be a cron expression, like 30 3 * * *' },
    ]);
  });

  it('makes one of a name, and runs it at once', async () => {
    const check = await make('Made');
    expect(check).toMatchObject({ kind: 'http', version: 1, everyMinutes: 1, isEnabled: true });
    expect((await create({ ...body, name: 'made' })).error?.code).toBe('conflict');
    expect(await runsOf(check)).toMatchObject([
      { result: 'ok', message: 'Answered 200.', cause: 'schedule', target: url, traceId: null },
    ]);
    const audit = await readAudit(server, 'check.created');
    expect(audit).toContainEqual(expect.objectContaining({ target_id: check.id }));
  });
});

describe('changing a check', () => {
  it('is refused to whoever read an older one', async () => {
    const check = await make('Changed');
    const path = `PUT /api/v1/checks/${check.id}`;
    const body = { ...check, name: 'Changed again', config: http({ method: 'HEAD' }) };
    const changed = await server.inject(path, { as: operator, body });
    expect(changed.body).toMatchObject({ version: 2, config: { method: 'HEAD' } });
    expect((await server.inject(path, { as: operator, body })).error?.code).toBe('conflict');
    const other = { ...body, version: 2, config: { kind: 'cpu' } };
    expect((await server.inject(path, { as: operator, body: other })).status).toBe(409);
    expect(await readAudit(server, 'check.changed')).toMatchObject([
      { before: { name: 'Changed' }, after: { name: 'Changed again' } },
    ]);
  });

  it('to disabled resolves what it alerted of', async () => {
    const check = await make('Disabled');
    await run(check, 500);
    expect(await alertsOf(check)).toMatchObject([{ status: 'firing', severity: 'critical' }]);
    const path = `PUT /api/v1/checks/${check.id}/enabled`;
    const body = { isEnabled: false, version: check.version };
    expect((await server.inject(path, { as: viewer, body })).status).toBe(403);
    const answer = await server.inject(path, { as: operator, body });
    expect(answer.body).toMatchObject({ isEnabled: false, version: 2, nextRunAt: null });
    await runJobs(server);
    expect(await alertsOf(check)).toMatchObject([{ status: 'resolved' }]);
    expect(await watched(check)).toMatchObject({ isAlerting: false });
    // Run by somebody all the same it alerts nobody.
    await run(check, 500);
    expect(await alertsOf(check)).toMatchObject([{ status: 'resolved' }]);
  });

  it('to removed leaves its runs', async () => {
    const check = await make('Removed');
    await run(check, 500);
    const [seen] = await runsOf(check);
    const path = `DELETE /api/v1/checks/${check.id}`;
    expect((await server.inject(path, { as: viewer })).status).toBe(403);
    expect((await server.inject(path, { as: operator })).status).toBe(204);
    expect((await server.inject(path, { as: operator })).status).toBe(404);
    expect(await watched(check)).toBeUndefined();
    await runJobs(server);
    expect(await alertsOf(check)).toMatchObject([{ status: 'resolved' }]);
    const { rows } = await server.owner.query('select from checks where id = $1', [check.id]);
    expect(rows).toEqual([]);
    expect(await read(`check-runs/${seen?.id}`)).toMatchObject({ isCheckKept: false });
    // Its name is free again.
    await make('Removed');
  });
});

describe('a run', () => {
  it('that turns bad raises an alert, and one that turns well resolves it', async () => {
    const check = await make('Shop', { failuresBeforeAlert: 2, service: 'shop' });
    await run(check, 503);
    expect(await alertsOf(check)).toEqual([]);
    expect(await watched(check)).toMatchObject({ result: 'critical', isAlerting: false });
    await run(check, 503);
    const [alert] = await alertsOf(check);
    expect(alert).toMatchObject({
      source_kind: 'check',
      source_name: 'Shop',
      name: 'Shop',
      severity: 'critical',
      status: 'firing',
      service: 'shop',
      description: 'Answered 503, not 200-299.',
    });
    const [latest] = await runsOf(check);
    expect(latest?.traceId).toMatch(/^[0-9a-f]{32}$/);
    expect(await read(`check-runs/${latest?.id}`)).toMatchObject({
      openIncidents: [{ title: expect.stringContaining('Shop'), severity: 'critical' }],
      pipelineRunId: expect.any(String),
      isCheckKept: true,
    } satisfies Partial<Record<keyof CheckRunDetail, unknown>>);
    await run(check, 503);
    expect((await runsOf(check))[0]?.traceId).toBeNull();
    await run(check, 200);
    expect(await alertsOf(check)).toMatchObject([{ status: 'resolved' }]);
    expect(await watched(check)).toMatchObject({
      result: 'ok',
      isAlerting: false,
      healthy7d: { good: 2, known: 5 },
      uptime: { '24h': { good: 2, known: 5 }, '90d': { good: 2, known: 5 } },
    });
  });

  it('of the alert pipeline is evidence, and moves neither the check nor its figures', async () => {
    const check = await make('Evidence', { service: 'billing' });
    await run(check, 500);
    const [alert] = await alertsOf(check);
    const { rows } = await server.owner.query(
      `select * from check_runs where check_id = $1 and cause = 'pipeline'`,
      [check.id],
    );
    expect(rows).toMatchObject([{ result: 'critical', run_id: expect.any(String) }]);
    expect(rows[0]?.['trace_id']).toBe(alert?.['trace_id']);
    expect(await watched(check)).toMatchObject({
      result: 'critical',
      strip: [{ result: 'ok' }, { result: 'critical' }],
      uptime: { '24h': { good: 1, known: 2 } },
    });
    const stages = await server.owner.query(
      `select status from stage_executions where stage = 'check' and trace_id = $1`,
      [alert?.['trace_id']],
    );
    expect(stages.rows).toContainEqual({ status: 'succeeded' });
  });
});

describe('GET /api/v1/check-runs', () => {
  it('filters, pages and finds what is failing now', async () => {
    const failing = await make('Failing');
    const well = await make('Well');
    await run(failing, 500);
    await run(failing, 500);
    await run(well, 200);
    const first = await read('check-runs', { checkId: failing.id, limit: 2 });
    expect(first.items).toHaveLength(2);
    const second = await read('check-runs', {
      checkId: failing.id,
      limit: 2,
      cursor: first.nextCursor,
    });
    expect(second.items.map(({ result }: CheckRun) => result)).toContain('ok');
    const now = (await read('check-runs', { condition: 'failing' })).items as CheckRun[];
    // Of this machine, too, which may be busy.
    expect(now.map(({ result }) => result)).not.toContain('ok');
    // What the pipeline looked at besides is evidence of the same.
    const mine = now.filter(({ check, cause }) => check.id === failing.id && cause === 'asked');
    expect(mine).toHaveLength(2);
    expect(now.map(({ check }) => check.id)).not.toContain(well.id);
    expect(await runsOf(failing, { result: 'critical' })).toHaveLength(3);
    expect((await read('check-runs', { condition: 'flapping' })).items).toEqual([]);
    const kinds = (await read('check-runs', { kind: 'disk' })).items as CheckRun[];
    expect(kinds.every(({ check }) => check.kind === 'disk')).toBe(true);
    const traced = mine.find(({ traceId }) => traceId !== null);
    const ofTrace = (await read('check-runs', { traceId: String(traced?.traceId) })).items;
    expect(ofTrace).toContainEqual(expect.objectContaining({ id: traced?.id }));
  });

  it('is there as a file', async () => {
    const query = { format: 'csv', result: 'critical' };
    const answer = await server.inject('GET /api/v1/check-runs/export', { as: viewer, query });
    const [header, ...lines] = answer.text.trim().split('\r\n');
    expect(header?.startsWith('createdAt,id,checkId,check,kind,result')).toBe(true);
    expect(lines.length).toBeGreaterThan(2);
    expect(await readAudit(server, 'check_runs.exported')).toMatchObject([
      { after: { rows: lines.length, complete: true } },
    ]);
  });

  it('shows what a check measured over time', async () => {
    const check = await make('Measured');
    await run(check, 200);
    for (const [range, stepSeconds] of [
      ['24h', 300],
      ['7d', 3_600],
      ['90d', 86_400],
    ] as const) {
      const history = await read(`checks/${check.id}/history`, { range });
      expect(history).toMatchObject({ stepSeconds, check: { id: check.id } });
      const runs = history.points.reduce((sum: number, one: { runs: number }) => sum + one.runs, 0);
      expect(runs, range).toBe(2);
    }
    expect(
      (await server.inject(`GET /api/v1/checks/${crypto.randomUUID()}/history`, { as: viewer }))
        .status,
    ).toBe(404);
  });
});

describe('POST /api/v1/check-trials', () => {
  const tried = (config: object, as = operator) =>
    server.inject('POST /api/v1/check-trials', { as, body: { config } });

  it('tells what a check would find, and keeps nothing', async () => {
    expect((await tried(http(), viewer)).status).toBe(403);
    const { rows: before } = await server.owner.query('select count(*) as n from check_runs');
    expect((await tried(http())).body).toMatchObject({ result: 'ok', output: { status: 200 } });
    expect((await tried(http({ mayBePrivate: false }))).body).toMatchObject({ result: 'unknown' });
    for (const config of [
      { kind: 'memory' },
      { kind: 'disk' },
      { kind: 'postgres', database: 'own' },
    ])
      expect((await tried(config)).body.value, config.kind).toBeGreaterThanOrEqual(0);
    expect((await tried({ kind: 'postgres', database: 'product' })).body).toMatchObject({
      result: 'unknown',
    });
    const { rows: after } = await server.owner.query('select count(*) as n from check_runs');
    expect(after).toEqual(before);
  });
});
