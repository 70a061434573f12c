import type { Trace, TraceEntry } from '@taffrail/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Credential } from '../../test/credentials.ts';
import { makeActivity, makeOrganization } from '../../test/make.ts';
import { sendBatch } from '../../test/send-batch.ts';
import { startTestServer, type TestServer } from '../../test/server.ts';

const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
const resourceId = '6f1d1c54-7a0b-4c38-9d6e-52f0c1a97e25';
const path = `GET /api/v1/traces/${traceId}`;

interface SpanGiven {
  readonly id: string;
  readonly parent?: string;
  /** Microseconds behind the second. */
  readonly after?: number;
  readonly lasts?: number;
  readonly status?: string;
  readonly trace?: string;
  readonly attributes?: Record<string, unknown>;
  readonly day?: string;
}

const addSpans = (server: TestServer, spans: readonly SpanGiven[]): Promise<unknown> =>
  server.owner.query('select ingest_record_spans($1, $2)', [
    JSON.stringify(
      spans.map((span) => ({
        created_at: `${span.day ?? '2026-11-21'}T09:00:00.${String(span.after ?? 0).padStart(6, '0')}Z`,
        received_at: '2026-11-21T09:00:01Z',
        trace_id: span.trace ?? traceId,
        span_id: span.id,
        parent_span_id: span.parent,
        name: `name ${span.id}`,
        kind: 'internal',
        service: 'shop',
        duration_us: span.lasts ?? 1_000,
        status: span.status ?? 'unset',
        resource_id: resourceId,
        attributes: span.attributes ?? {},
        events: [{ name: 'exception', at: '2026-11-21T09:00:00.001500Z', attributes: { a: 1 } }],
        links: [],
        dropped: 0,
      })),
    ),
    JSON.stringify([
      { id: resourceId, attributes: { 'host.name': 'one' }, seen_at: '2026-11-21T09:00:00Z' },
    ]),
  ]);

let server: TestServer;
let owner: Credential;
beforeAll(async () => {
  server = await startTestServer({ now: '2026-11-21T10:00:00Z' });
  owner = await server.operator('owner');
  const { id: organizationId } = await makeOrganization(server, { name: 'Acme' });
  await addSpans(server, [
    { id: 'root', lasts: 900_000 },
    { id: 'early', parent: 'work', after: 90_000 },
    { id: 'work', parent: 'root', after: 100_250, lasts: 300_000, status: 'error' },
    {
      id: 'model',
      parent: 'work',
      after: 200_000,
      attributes: { 'user.email': 'ada@example.com', 'client.address': '203.0.113.7', ok: true },
    },
    { id: 'orphan', parent: 'gone', after: 400_000 },
  ]);
  await sendBatch(server, await server.ingestKey(), [
    {
      kind: 'api_request',
      endpoint: '/leads',
      method: 'POST',
      statusCode: 500,
      responseTimeMs: 900,
      traceId,
      createdAt: '2026-11-21T09:00:00.900Z',
    },
    {
      kind: 'ai_job',
      provider: 'openai',
      model: 'gpt-x',
      traceId,
      spanId: 'model',
      createdAt: '2026-11-21T09:00:00.200Z',
      latencyMs: 150,
      status: 'succeeded',
      inputTokens: 100,
      outputTokens: 20,
      costUsd: '0.0125',
      organizationId,
    },
    {
      kind: 'log',
      level: 'error',
      source: 'POST /leads',
      message: 'It broke',
      traceId,
      createdAt: '2026-11-21T09:00:00.410Z',
    },
    {
      kind: 'pipeline_run',
      id: 'run-1',
      pipeline: 'discovery',
      status: 'running',
      traceId,
      createdAt: '2026-11-21T09:00:00.100Z',
    },
    {
      kind: 'stage_execution',
      id: 'stage-1',
      runId: 'run-1',
      pipeline: 'discovery',
      stage: 'search',
      status: 'failed',
      errorType: 'TimeoutError',
      durationMs: 50,
      traceId,
      createdAt: '2026-11-21T09:00:00.110Z',
    },
  ]);
  await makeActivity(server, [
    { action: 'lead.created', organizationId, traceId, createdAt: '2026-11-21T09:00:00.850Z' },
  ]);
});
afterAll(() => server.close());

const get = async (as = owner): Promise<Trace> => (await server.inject(path, { as })).body;
const entryOf = ({ entries }: Trace, name: string): TraceEntry => {
  const found = entries.find((entry) => entry.name === name);
  if (!found) throw new Error(`There is no ${name}.`);
  return found;
};

describe('GET /api/v1/traces/:traceId', () => {
  it('needs a session or a key, and permission', async () => {
    expect((await server.inject(path)).status).toBe(401);
    const answer = await server.inject(path, { as: await server.operator('finance') });
    expect(answer.error).toMatchObject({ details: { permission: 'traces.read' } });
  });

  it('does not find what nothing belongs to, nor what is no id', async () => {
    const gone = await server.inject('GET /api/v1/traces/nothing', { as: owner });
    expect([gone.status, gone.error?.code]).toEqual([404, 'not_found']);
    const long = await server.inject(`GET /api/v1/traces/${'x'.repeat(65)}`, { as: owner });
    expect(long.error?.code).toBe('invalid_request');
  });

  it('has every layer on one axis, to the microsecond', async () => {
    const trace = await get();
    expect(trace).toMatchObject({
      traceId,
      name: 'name root',
      startedAt: '2026-11-21T09:00:00.000Z',
      durationUs: 900_000,
      errors: 4,
      services: ['shop'],
      organizations: [{ name: 'Acme' }],
      usage: { jobs: 1, tokens: 120, costUsd: '0.01250000', unpricedJobs: 0 },
    });
    expect(trace.parts.map(({ layer, count }) => [layer, count])).toEqual([
      ['span', 5],
      ['request', 1],
      ['ai_job', 1],
      ['pipeline_run', 1],
      ['stage', 1],
      ['alert', 0],
      ['incident', 0],
      ['check_run', 0],
      ['analysis_run', 0],
      ['notification', 0],
      ['activity', 1],
      ['log', 1],
    ]);
    expect(entryOf(trace, 'name work')).toMatchObject({ startUs: 100_250, durationUs: 300_000 });
    // A request is told when it is over.
    expect(entryOf(trace, 'POST /leads')).toMatchObject({ startUs: 0, durationUs: 900_000 });
  });

  it('puts each under what it is told to be a part of, and under nothing else', async () => {
    const trace = await get();
    const parents = trace.entries.map(({ name, parentId }) => [name, parentId]);
    expect(Object.fromEntries(parents)).toMatchObject({
      'name root': null,
      'name work': 'span:root',
      'name early': 'span:work',
      'name orphan': null,
      'chat gpt-x': 'span:model',
      discovery: null,
      'lead.created': null,
      'It broke': null,
    });
    expect(entryOf(trace, 'search').parentId).toBe(entryOf(trace, 'discovery').id);
    expect(trace.entries.filter(({ isOrphan }) => isOrphan).map(({ name }) => name)).toEqual([
      'name orphan',
    ]);
  });

  it('shows only the layers that the caller may read', async () => {
    const { parts, entries } = await get(await server.operator('support'));
    const forbidden = parts.filter(({ state }) => state === 'forbidden').map(({ layer }) => layer);
    expect(forbidden).toContain('ai_job');
    expect(entries.some(({ layer }) => layer === 'ai_job')).toBe(false);
    expect(entries.some(({ layer }) => layer === 'activity')).toBe(true);
  });

  it('bears spans in a circle', async () => {
    await addSpans(server, [
      { trace: 'circle', id: 'a', parent: 'b' },
      { trace: 'circle', id: 'b', parent: 'a' },
      { trace: 'circle', id: 'self', parent: 'self' },
    ]);
    const { body } = await server.inject('GET /api/v1/traces/circle', { as: owner });
    expect(body.entries).toHaveLength(3);
    const roots = body.entries.filter(({ parentId }: TraceEntry) => parentId === null);
    expect(roots).toHaveLength(2);
  });

  it('gives the earliest of more than the limit, and says so', async () => {
    await server.owner.query(
      `insert into spans (created_at, received_at, trace_id, span_id, name, kind, service,
         duration_us, status, resource_id)
       select timestamptz '2026-11-21T08:00:00Z' + n * interval '1 ms', now(), 'long', n::text,
         'n', 'internal', '', 1, 'unset', $1
       from generate_series(1, 5200) as n`,
      [resourceId],
    );
    const { body } = await server.inject('GET /api/v1/traces/long', { as: owner });
    expect(body.entries).toHaveLength(5_000);
    expect(body.parts[0]).toMatchObject({ layer: 'span', count: 5_000, isCut: true });
    expect(body.durationUs).toBe(4_999_001);
  });

  it('says what is kept no longer', async () => {
    await makeActivity(server, [
      { action: 'lead.viewed', traceId: 'old', createdAt: '2026-09-10T09:00:00Z' },
    ]);
    const { body } = await server.inject('GET /api/v1/traces/old', { as: owner });
    const past = body.parts.filter(({ isPastKept }: Trace['parts'][number]) => isPastKept);
    expect(past.map(({ layer }: Trace['parts'][number]) => layer)).toEqual(['span', 'request']);
  });
});

describe('GET /api/v1/traces/:traceId/spans/:spanId', () => {
  const spanPath = `GET /api/v1/traces/${traceId}/spans/model`;

  it('needs a session and permission, and finds what is there', async () => {
    expect((await server.inject(spanPath)).status).toBe(401);
    expect((await server.inject(spanPath, { as: await server.operator('finance') })).status).toBe(
      403,
    );
    const gone = await server.inject(`GET /api/v1/traces/${traceId}/spans/nothing`, { as: owner });
    expect(gone.error?.code).toBe('not_found');
  });

  it('has all that was told of it', async () => {
    const { body } = await server.inject(spanPath, { as: owner });
    expect(body).toMatchObject({
      spanId: 'model',
      parentSpanId: 'work',
      service: 'shop',
      attributes: { 'user.email': 'ada@example.com' },
      resource: { 'host.name': 'one' },
      events: [{ name: 'exception', at: '2026-11-21T09:00:00.001500Z', attributes: { a: 1 } }],
    });
  });

  it('masks what names a person without pii.read', async () => {
    const { body } = await server.inject(spanPath, { as: await server.operator('viewer') });
    expect(body.attributes).toEqual({
      'user.email': 'a•••@example.com',
      'client.address': '203.0.113.•••',
      ok: true,
    });
  });
});

describe('GET /api/v1/lookup', () => {
  const find = async (id: string | undefined, as = owner): Promise<[string, string][]> => {
    const { body } = await server.inject('GET /api/v1/lookup', { as, query: { id: id ?? '' } });
    return body.items.map((item: { kind: string; label: string }) => [item.kind, item.label]);
  };

  it('needs a session or a key, and an id', async () => {
    const query = { id: traceId };
    expect((await server.inject('GET /api/v1/lookup', { query })).status).toBe(401);
    const empty = await server.inject('GET /api/v1/lookup', { as: owner, query: { id: '' } });
    expect(empty.error?.code).toBe('invalid_request');
  });

  it('finds a trace in either case, and nothing of words', async () => {
    expect(await find(traceId.toUpperCase())).toEqual([['trace', traceId]]);
    expect(await find('who deleted it')).toEqual([]);
    expect(await find('nothing')).toEqual([]);
  });

  it('finds a trace by the header that requests carry it in', async () => {
    expect(await find(`00-${traceId}-00f067aa0ba902b7-01`)).toEqual([['trace', traceId]]);
  });

  it('finds a span by its id, with the trace that it is in', async () => {
    const [id, trace] = ['00f067aa0ba902b7', 'c0ffee00c0ffee00c0ffee00c0ffee00'];
    await addSpans(server, [{ id, trace }]);
    const { body } = await server.inject('GET /api/v1/lookup', {
      as: owner,
      query: { id: id.toUpperCase() },
    });
    const createdAt = '2026-11-21T09:00:00.000Z';
    expect(body.items).toEqual([
      { kind: 'span', id, label: `name ${id}`, traceId: trace, createdAt },
    ]);
    expect(await find(id, await server.operator('finance'))).toEqual([]);
  });

  it('gives a few of many spans that somebody gave one id', async () => {
    const id = 'abababababababab';
    const traces = Array.from({ length: 20 }, (_, n) => `many ${n}`);
    await addSpans(
      server,
      traces.map((trace) => ({ id, trace })),
    );
    expect(await find(id)).toEqual(Array.from({ length: 5 }, () => ['span', `name ${id}`]));
  });

  it.each([
    '0000000000000000',
    '00f067aa0ba902b',
    '00f067aa0ba902b70',
    "00f067aa0ba902b7'--",
    '00f067aa0ba902b%',
    '００ｆ０６７ａａ０ｂａ９０２ｂ７',
    '00-00-00-00',
    '#99999999999999999',
    'f'.repeat(200),
  ])('finds nothing by %j', async (id) => {
    expect(await find(id)).toEqual([]);
  });

  it('finds records by their UUIDs', async () => {
    const { rows } = await server.owner.query<{ id: string }>('select id from ai_job_runs');
    expect(await find(rows[0]?.id)).toEqual([['ai_job', 'chat gpt-x']]);
    const [id] = await makeActivity(server, [{ action: 'lead.viewed' }]);
    expect(await find(id)).toEqual([['activity', 'lead.viewed']]);
  });

  it('finds an execution of a stage, its run and its trace, by an id that tells its time', async () => {
    const createdAt = '2026-11-21T09:10:00.000Z';
    const at = Date.parse(createdAt).toString(16).padStart(12, '0');
    const id = `${at.slice(0, 8)}-${at.slice(8)}-7000-8000-00000000c01a`;
    const of = { runId: 'run-9', pipeline: 'discovery', stage: 'search', traceId: 'of-stage' };
    await sendBatch(server, await server.ingestKey(), [
      { kind: 'stage_execution', id, status: 'succeeded', durationMs: 5, createdAt, ...of },
    ]);
    const { body } = await server.inject('GET /api/v1/lookup', { as: owner, query: { id } });
    expect(body.items).toMatchObject([
      { kind: 'stage_execution', label: 'discovery, search', traceId: 'of-stage', createdAt },
    ]);
    expect(body.items[0].id).toMatch(new RegExp(`^[0-9a-f-]{36}/${id}$`));
    expect(await find(id, await server.operator('finance'))).toEqual([]);
  });

  it('finds customers by the ids that the product has for them, and by address', async () => {
    await sendBatch(server, await server.ingestKey(), [
      { kind: 'user', id: 'cus_123', name: 'Ada', email: 'Ada@Example.com' },
    ]);
    expect(await find('cus_123')).toEqual([['user', 'Ada']]);
    expect(await find('ada@example.com')).toEqual([['user', 'Ada']]);
    expect(await find('ada@example.com', await server.operator('support'))).toEqual([]);
  });

  it('finds an attempt by the beginning of its commit', async () => {
    await server.owner.query(
      `insert into autofix_runs (id, created_at, received_at, trigger, outcome, title, commit_sha)
       values (gen_random_uuid(), now(), now(), 'ci', 'fixed', 'Mend the build',
         '8c1f0d2b7c3a4e5f60718293a4b5c6d7e8f90a1b')`,
    );
    expect(await find('8C1F0D2')).toEqual([['autofix_run', 'Mend the build']]);
    expect(await find('8c1f0d2', await server.operator('finance'))).toEqual([]);
  });
});
