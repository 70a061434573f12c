import type { SystemLog } from '@taffrail/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Credential } from '../../test/credentials.ts';
import { explainQueries } from '../../test/explain.ts';
import { runJobs } from '../../test/run-jobs.ts';
import { sendBatch } from '../../test/send-batch.ts';
import { startTestServer, type TestServer } from '../../test/server.ts';
import { listErrorGroupRows, listTrends } from './error-groups.store.ts';
import { readLogPage } from './read-page.ts';

let server: TestServer;
let key: Credential;
let viewer: Credential;

const start = async (now = '2026-11-21T10:00:00Z', timeZone = 'UTC'): Promise<void> => {
  server = await startTestServer({ now, timeZone });
  key = await server.ingestKey();
  viewer = await server.operator('viewer');
};

const get = (query: Record<string, string | number> = {}, as: Credential = viewer) =>
  server.inject('GET /api/v1/system-logs', { as, query });
const messagesOf = ({ body }: Awaited<ReturnType<typeof get>>): string[] =>
  (body.items as SystemLog[]).map(({ message }) => message);

const minutesAgo = (minutes: number): string =>
  new Date(server.clock.now().getTime() - minutes * 60_000).toISOString();

describe.each(['/api/v1/system-logs', '/api/v1/error-groups'])('GET %s', (path) => {
  beforeAll(() => start());
  afterAll(() => server.close());

  it('needs a session or a key', async () => {
    expect((await server.inject(`GET ${path}`)).status).toBe(401);
  });

  it.each([
    ['invalid_request', { from: 'yesterday' }],
    ['invalid_request', { limit: 0 }],
    ['invalid_request', { q: '\u0000' }],
    ['invalid_cursor', { cursor: 'x' }],
  ])('answers %s to %j', async (code, query) => {
    expect((await server.inject(`GET ${path}`, { as: viewer, query })).error?.code).toBe(code);
  });

  it('is for those who may see operations', async () => {
    const answer = await server.inject(`GET ${path}`, { as: await server.operator('finance') });
    expect(answer.error?.details).toMatchObject({ permission: 'operations.read' });
  });

  it('is empty before anything was logged', async () => {
    const { body } = await server.inject(`GET ${path}`, { as: viewer });
    expect(body).toMatchObject({ items: [], nextCursor: null });
  });
});

describe('the log', () => {
  const trace = 'b'.repeat(32);
  beforeAll(async () => {
    await start();
    const log = { kind: 'log', source: 'GET /leads/:id' };
    await sendBatch(server, key, [
      { ...log, level: 'error', message: 'first error', createdAt: minutesAgo(50) },
      { ...log, level: 'info', message: 'an info', source: 'job 100%', createdAt: minutesAgo(40) },
      { ...log, level: 'warning', message: 'a warning', traceId: trace, createdAt: minutesAgo(30) },
      {
        ...log,
        level: 'error',
        message: 'last error',
        errorType: 'RangeError',
        stack: 'RangeError: last error',
        context: { n: 1 },
        traceId: trace,
        organizationId: 'acme',
        userId: 'ada',
        createdAt: minutesAgo(20),
      },
      { kind: 'organization', id: 'acme', name: 'Acme' },
    ]);
  });
  afterAll(() => server.close());

  it('gives what was sent, newest first', async () => {
    const answer = await get();
    expect(messagesOf(answer)).toEqual(['last error', 'a warning', 'an info', 'first error']);
    expect(answer.body.items[0]).toEqual({
      id: expect.any(String),
      level: 'error',
      message: 'last error',
      source: 'GET /leads/:id',
      errorType: 'RangeError',
      stack: 'RangeError: last error',
      fingerprint: expect.stringMatching(/^[\da-f-]{36}$/),
      context: { n: 1 },
      organization: { id: expect.any(String), externalId: 'acme', name: 'Acme' },
      user: { id: expect.any(String), externalId: 'ada', name: null },
      traceId: trace,
      sessionId: null,
      createdAt: '2026-11-21T09:40:00.000Z',
    });
  });

  it.each([
    [{ level: 'error' }, ['last error', 'first error']],
    [{ source: 'job 100%' }, ['an info']],
    [{ traceId: 'b'.repeat(32) }, ['last error', 'a warning']],
    [{ traceId: 'b'.repeat(32), level: 'warning' }, ['a warning']],
    [{ q: 'ERROR' }, ['last error', 'first error']],
    [{ q: '100%' }, ['an info']],
    [{ q: '%' }, ['an info']],
    [{ writtenBy: 'taffrail' }, []],
    [{ writtenBy: 'product', level: 'info' }, ['an info']],
    [{ q: 'range' }, ['last error']],
    [{ q: 'error', level: 'info' }, []],
    [{ from: '2026-11-21T09:20:00Z', to: '2026-11-21T09:40:00Z' }, ['a warning', 'an info']],
  ])('filtered by %j gives %j', async (query, expected) => {
    const answer = await get(query);
    expect(messagesOf(answer)).toEqual(expected);
    expect(answer.body).toMatchObject({ nextCursor: null, searchedTo: null });
  });

  it('filters by the fingerprint that it gives', async () => {
    const [{ fingerprint }] = (await get()).body.items;
    expect(messagesOf(await get({ fingerprint }))).toEqual(['last error']);
  });

  it.each([{}, { q: 'r' }])(
    'is paged with %j, nothing twice and nothing left out',
    async (query) => {
      const found: string[] = [];
      let cursor: string | null = '';
      while (cursor !== null) {
        const answer = await get({ ...query, limit: 2, ...(cursor && { cursor }) });
        found.push(...messagesOf(answer));
        cursor = answer.body.nextCursor as string | null;
      }
      expect(found).toEqual(messagesOf(await get(query)));
      expect(found.length).toBeGreaterThan(1);
    },
  );

  it('is told to those who watch', async () => {
    const heard = new Promise<ReadonlySet<string>>((resolve) => {
      const stop = server.changes.subscribe((news) => {
        if (news === 'everything' || !news.has('system_logs')) return;
        stop();
        resolve(news);
      });
    });
    await sendBatch(server, key, [{ kind: 'log', level: 'info', message: 'm', source: 's' }]);
    expect([...(await heard)]).toContain('system_logs');
  });
});

describe('GET /api/v1/system-logs/export', () => {
  const path = 'GET /api/v1/system-logs/export';
  beforeAll(async () => {
    await start();
    await sendBatch(
      server,
      key,
      Array.from({ length: 700 }, (_, index) => ({
        kind: 'log',
        level: index % 7 === 0 ? 'error' : 'info',
        message: `=${index}`,
        source: 'job "x"',
        createdAt: minutesAgo(index),
      })),
    );
  });
  afterAll(() => server.close());

  it('needs a session or a key', async () => {
    expect((await server.inject(path)).status).toBe(401);
  });

  it.each([{}, { format: 'xml' }, { format: 'csv', timeZone: 'Nowhere' }])(
    'refuses %j',
    async (query) => {
      const answer = await server.inject(path, { as: viewer, query });
      expect(answer.error?.code).toBe('invalid_request');
    },
  );

  it('is for those who may see operations', async () => {
    const as = await server.operator('finance');
    expect((await server.inject(path, { as, query: { format: 'csv' } })).status).toBe(403);
  });

  it('gives all that the filter does, in the order of the list, and is audited', async () => {
    const query = { format: 'ndjson', level: 'error' };
    const { text, headers } = await server.inject(path, { as: viewer, query });
    const lines = text.trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line) as SystemLog)).toEqual(
      (await get({ level: 'error', limit: 200 })).body.items,
    );
    expect(lines).toHaveLength(100);
    expect(headers['content-disposition']).toContain('logs-2026-11-21.ndjson');
    const { rows } = await server.owner.query(
      `select after from audit_log where action = 'system_logs.exported'`,
    );
    const filter = { level: 'error' };
    expect(rows).toEqual([{ after: { format: 'ndjson', filter, rows: 100, complete: true } }]);
  });

  it('has local times in the CSV, and no formulas', async () => {
    const query = { format: 'csv', timeZone: 'Asia/Kolkata' };
    const { text } = await server.inject(path, { as: viewer, query });
    const [header, first, ...more] = text.trimEnd().split('\r\n');
    expect(header).toMatch(/^createdAt,createdAtLocal,id,level,message,source,/);
    expect(first).toMatch(/^2026-11-21T10:00:00\.000Z,2026-11-21 15:30:00,[\da-f-]{36},error,'=0,/);
    expect(more).toHaveLength(699);
  });
});

describe('searching a long log', () => {
  beforeAll(async () => {
    await start();
    await server.owner.query(`
      insert into system_logs (created_at, received_at, id, level, source, message)
      select now_at - n * interval '1 minute', now_at, gen_random_uuid(),
        case when n % 10 = 0 then 'error' else 'info' end, 'source ' || n % 7,
        case when n = 20000 then 'the needle' else 'hay ' || n end
      from generate_series(1, 30000) as n, (values (timestamptz '2026-11-21T10:00:00Z')) as t (now_at)`);
    await server.owner.query('analyze system_logs');
  });
  afterAll(() => server.close());

  it('finds what is far back', async () => {
    expect(messagesOf(await get({ q: 'needle' }))).toEqual(['the needle']);
  });

  it('says how far it came when its time is up, and goes on from there', async () => {
    const patience = { searchMs: 0, statementMs: 5_000, partRows: 4_000 };
    const filter = { q: 'needle' };
    let after = undefined;
    const places: (Date | undefined)[] = [];
    const found: string[] = [];
    do {
      const page = await readLogPage(server, filter, { limit: 5, after }, patience);
      places.push(page.searchedTo);
      found.push(...page.rows.map(({ message }) => message));
      after = page.next;
    } while (after && places.length < 30_000);
    expect(found).toEqual(['the needle']);
    expect(places.length).toBeGreaterThan(1);
    expect(places.at(-1)).toBeUndefined();
    const moments = places.slice(0, -1).map((place) => place?.getTime() ?? Number.NaN);
    expect(moments).toEqual(moments.toSorted((a, b) => b - a));
  });

  it.each([
    [{}, 'system_logs_pkey'],
    [{ level: 'error' as const }, 'system_logs_level'],
    [{ source: 'source 3' }, 'system_logs_source'],
    [{ q: 'hay' }, 'system_logs_pkey'],
  ])('reads %j by its index, and not more than it must', async (filter, index) => {
    const queries = await explainQueries(server.urls.app, (db) =>
      readLogPage({ db, clock: server.clock }, filter, { limit: 50, after: undefined }),
    );
    expect(queries).toHaveLength(1);
    const [query] = queries;
    expect(query?.indexes).toContain(index);
    expect(query?.scanned).toEqual([]);
    expect(query?.touched['system_logs']).toBeLessThanOrEqual('q' in filter ? 4_000 : 60);
  });

  it('ends at the limit of what is kept, whatever is asked for', async () => {
    server.clock.advance({ days: 89 });
    const filter = { q: 'hay', from: '2026-11-01T00:00:00Z' };
    const { rows } = await readLogPage(server, filter, { limit: 5_000, after: undefined });
    expect(rows.at(-1)?.created_at).toEqual(new Date('2026-11-20T10:00:00Z'));
  });
});

describe('groups of errors', () => {
  const group = { kind: 'log', level: 'error', source: 'job sync' };
  beforeAll(async () => {
    await start('2026-11-21T10:00:00Z', 'Europe/Berlin');
    await sendBatch(server, key, [
      { ...group, message: 'Lead 1 is gone', stack: 'stack 1', createdAt: '2026-11-19T22:59:00Z' },
      { ...group, message: 'Lead 2 is gone', stack: 'stack 2', createdAt: '2026-11-19T23:01:00Z' },
      { ...group, message: 'Lead 3 is gone', createdAt: '2026-11-21T09:00:00Z' },
      {
        ...group,
        message: 'Rate limit',
        errorType: 'HttpError',
        createdAt: '2026-11-20T09:00:00Z',
      },
      { ...group, message: 'Disk full', createdAt: '2026-10-01T09:00:00Z' },
    ]);
  });
  afterAll(() => server.close());

  const list = async (query: Record<string, string | number> = {}) =>
    (await server.inject('GET /api/v1/error-groups', { as: viewer, query })).body;

  it('come latest seen first, each with its latest message', async () => {
    const { items } = await list();
    expect(items).toHaveLength(3);
    expect(items[0]).toEqual({
      fingerprint: expect.any(String),
      errorType: null,
      message: 'Lead 3 is gone',
      source: 'job sync',
      firstSeenAt: '2026-11-19T22:59:00.000Z',
      lastSeenAt: '2026-11-21T09:00:00.000Z',
      count: 3,
      trend: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1],
    });
  });

  it.each([
    [{ q: 'httperr' }, ['Rate limit']],
    [{ from: '2026-11-20T10:00:00Z' }, ['Lead 3 is gone']],
    [{ source: 'job sync', q: 'rate' }, ['Rate limit']],
    [{ source: 'job' }, []],
    [{ writtenBy: 'taffrail' }, []],
  ])('are filtered by %j', async (query, expected) => {
    const { items } = await list(query);
    expect((items as { message: string }[]).map(({ message }) => message)).toEqual(expected);
  });

  it('are paged', async () => {
    const first = await list({ limit: 2 });
    const second = await list({ limit: 2, cursor: first.nextCursor as string });
    expect([...first.items, ...second.items]).toEqual((await list()).items);
    expect(second.nextCursor).toBeNull();
  });

  it('are read by index, and of their days only those shown', async () => {
    await server.owner.query(`
      insert into error_groups (fingerprint, message, source, first_seen_at, last_seen_at, count)
      select gen_random_uuid(), 'Fault ' || n, 'job ' || n % 50, '2026-08-01Z',
        timestamptz '2026-09-01Z' - n * interval '1 minute', 90
      from generate_series(1, 1000) as n`);
    await server.owner.query(`
      insert into error_groups_daily (fingerprint, day, count)
      select fingerprint, day, 1 from error_groups, generate_series('2026-10-23', '2026-11-21',
        interval '1 day') as day where count = 90 on conflict do nothing`);
    await server.owner.query('vacuum analyze error_groups, error_groups_daily');
    const from = new Date('2026-08-01T00:00:00Z');
    const none = { q: undefined, source: undefined, writtenBy: undefined, from };
    for (const filter of [none, { ...none, source: 'job 7' }]) {
      const queries = await explainQueries(server.urls.app, async (db) => {
        const rows = await listErrorGroupRows(db, filter, { limit: 51, after: undefined });
        const ids = rows.map(({ fingerprint }) => fingerprint);
        const days = { now: server.clock.now(), timeZone: 'UTC', days: 14 };
        await listTrends(db, ids, days);
      });
      expect(queries).toHaveLength(2);
      for (const { scanned, touched } of queries) {
        expect(scanned).toEqual([]);
        expect(touched['error_groups'] ?? 0).toBeLessThanOrEqual(51);
        expect(touched['error_groups_daily'] ?? 0).toBeLessThanOrEqual(51 * 14);
      }
    }
    await server.owner.query('delete from error_groups where count = 90');
  });

  it('have the latest stack and the days of the reporting time zone', async () => {
    const [{ fingerprint }] = (await list()).items;
    const { body } = await server.inject(`GET /api/v1/error-groups/${fingerprint}`, { as: viewer });
    expect(body).toMatchObject({ message: 'Lead 3 is gone', stack: 'stack 2', count: 3 });
    expect(body.days).toHaveLength(30);
    expect(body.days.slice(-4)).toEqual([
      { day: '2026-11-18', count: 0 },
      { day: '2026-11-19', count: 1 },
      { day: '2026-11-20', count: 1 },
      { day: '2026-11-21', count: 1 },
    ]);
  });

  it('one that does not exist is not found', async () => {
    const path = 'GET /api/v1/error-groups/00000000-0000-4000-8000-000000000000';
    expect((await server.inject(path, { as: viewer })).error?.code).toBe('not_found');
  });

  it('are forgotten when their last row is', async () => {
    server.clock.set('2026-12-30T09:00:01Z');
    await server.owner.query(`select graphile_worker.add_job('forget_error_groups')`);
    await runJobs(server);
    const { rows } = await server.owner.query(
      `select message from error_groups order by last_seen_at desc`,
    );
    expect(rows.map(({ message }) => message as string)).toEqual(['Lead 3 is gone', 'Rate limit']);
    const days = await server.owner.query(`select distinct fingerprint from error_groups_daily`);
    expect(days.rowCount).toBe(2);
  });
});
