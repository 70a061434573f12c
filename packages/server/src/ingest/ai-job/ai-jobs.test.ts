import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Credential } from '../../../test/credentials.ts';
import { findUsageDrift } from '../../../test/figures/usage-drift.ts';
import { makePrice } from '../../../test/figures/ai-jobs.ts';
import { sendBatch } from '../../../test/send-batch.ts';
import { startTestServer, type TestServer } from '../../../test/server.ts';
import { usageHoursFrom } from '../../ai-jobs/ai-jobs.ts';

let server: TestServer;
let key: Credential;
let priceId: string;
beforeAll(async () => {
  server = await startTestServer({ now: '2026-11-21T10:00:00Z' });
  key = await server.ingestKey();
  priceId = await makePrice(server, {
    provider: 'openai',
    model: 'gpt-test',
    inputUsd: '2.5',
    outputUsd: '10',
    cachedReadUsd: '1.25',
  });
});
afterAll(() => server.close());

const job = {
  kind: 'ai_job',
  provider: 'openai',
  model: 'gpt-test',
  latencyMs: 812.3456,
  status: 'succeeded',
};
const send = async (records: readonly object[]) => (await sendBatch(server, key, records)).body;

const jobsOf = async (route: string): Promise<Record<string, unknown>[]> => {
  const { rows } = await server.owner.query(
    `select j.*, o.external_id as organization, u.external_id as user_name from ai_job_runs j
     left join organizations o on o.id = j.organization_id left join users u on u.id = j.user_id
     where route = $1 order by j.created_at, j.id`,
    [route],
  );
  return rows as Record<string, unknown>[];
};

describe('an AI job', () => {
  it('is stored with all that was sent, and names its customers', async () => {
    const record = {
      ...job,
      id: '0193f3a0-7c1b-7abc-8def-0123456789ab',
      createdAt: '2026-11-21T09:59:00.123Z',
      organizationId: 'acme',
      userId: 'ada',
      sessionId: 's1',
      traceId: 'a'.repeat(32),
      spanId: 'b'.repeat(16),
      operation: 'embeddings',
      route: 'whole',
      inputTokens: 1_000,
      outputTokens: 500,
      cachedReadTokens: 400,
      cachedWriteTokens: 100,
      reasoningTokens: 200,
      costUsd: '0.01234567891',
      timeToFirstTokenMs: 100,
      status: 'failed',
      errorType: 'rate_limit_exceeded',
      accuracy: 0.9,
      promptVersion: 'v3',
      attributes: { 'vendor.seed': 7, nested: { list: [1, null] } },
    };
    expect(await send([record])).toEqual({ accepted: 1, rejected: [], warnings: [] });
    expect(await jobsOf('whole')).toEqual([
      expect.objectContaining({
        id: record.id,
        created_at: new Date(record.createdAt),
        received_at: server.clock.now(),
        organization: 'acme',
        user_name: 'ada',
        session_id: 's1',
        trace_id: record.traceId,
        span_id: record.spanId,
        operation: 'embeddings',
        input_tokens: 1_000,
        output_tokens: 500,
        cached_read_tokens: 400,
        cached_write_tokens: 100,
        reasoning_tokens: 200,
        cost_usd: '0.01234568',
        cost_source: 'reported',
        price_id: null,
        latency_ms: 812.346,
        time_to_first_token_ms: 100,
        status: 'failed',
        error_type: 'rate_limit_exceeded',
        accuracy: '0.900000',
        prompt_version: 'v3',
        attributes: record.attributes,
      }),
    ]);
  });

  it('is of chat, without tokens, route and customers, when nothing is said of them', async () => {
    await send([{ ...job, model: 'gpt-plain' }]);
    expect(await jobsOf('')).toEqual([
      expect.objectContaining({ operation: 'chat', input_tokens: 0, organization_id: null }),
    ]);
  });

  it.each([
    [{ provider: '' }, 'provider is required'],
    [{ model: null }, 'model is required'],
    [{ route: '' }, 'route is required'],
    [{ status: 'ok' }, 'status must be succeeded or failed'],
    [{ latencyMs: -1 }, 'latencyMs must be a number from 0 to 86400000'],
    [{ inputTokens: 1.5 }, 'inputTokens must be a whole number from 0 to 1000000000'],
    [
      { inputTokens: 10, cachedReadTokens: 8, cachedWriteTokens: 3 },
      'inputTokens includes cachedReadTokens and cachedWriteTokens',
    ],
    [{ outputTokens: 1, reasoningTokens: 2 }, 'outputTokens includes reasoningTokens'],
    [{ costUsd: 'a cent' }, 'costUsd must be a decimal as in 0.0123'],
    [{ accuracy: 87 }, 'accuracy must be a number from 0 to 1'],
    [{ attributes: [1] }, 'attributes must be an object'],
    [{ createdAt: '2026-05-24T09:00:00Z' }, 'createdAt is more than 180 days ago'],
  ])('is rejected with %j', async (part, message) => {
    expect((await send([{ ...job, ...part }])).rejected).toEqual([
      expect.objectContaining({ index: 0, message }),
    ]);
  });

  it('loses its secrets before it is stored', async () => {
    await send([
      { ...job, route: 'secret', attributes: { headers: { authorization: 'Bearer x1y2' } } },
    ]);
    const [stored] = await jobsOf('secret');
    expect(JSON.stringify(stored?.['attributes'])).not.toContain('x1y2');
  });

  it('may be half a year old, and is then counted by the day only', async () => {
    await send([
      {
        ...job,
        id: '0193f3a0-7c1b-7abc-8def-0123456789b1',
        route: 'old',
        createdAt: '2026-05-26T00:00:00Z',
      },
    ]);
    expect(await jobsOf('old')).toHaveLength(1);
    expect(await findUsageDrift(server.owner, usageHoursFrom(server.clock.now()))).toEqual([]);
  });
});

describe('what a job costs', () => {
  const tokens = { inputTokens: 1_000, cachedReadTokens: 400, outputTokens: 100 };

  it('is computed from its tokens by the price that holds', async () => {
    await send([{ ...job, route: 'priced', ...tokens }]);
    // 600 at 2.50, 400 at 1.25 and 100 at 10 dollars a million.
    expect(await jobsOf('priced')).toEqual([
      expect.objectContaining({ cost_usd: '0.00300000', cost_source: 'priced', price_id: priceId }),
    ]);
  });

  it('is what was reported, where it was', async () => {
    await send([{ ...job, route: 'reported', ...tokens, costUsd: 0.5 }]);
    expect(await jobsOf('reported')).toEqual([
      expect.objectContaining({ cost_usd: '0.50000000', cost_source: 'reported', price_id: null }),
    ]);
  });

  it('is unknown, not nothing, of a model without a price', async () => {
    await send([{ ...job, route: 'unpriced', model: 'nobody-knows', ...tokens }]);
    expect(await jobsOf('unpriced')).toEqual([
      expect.objectContaining({ cost_usd: null, cost_source: 'unpriced', price_id: null }),
    ]);
    const { rows } = await server.owner.query(
      `select jobs, cost_usd, unpriced_jobs, unpriced_tokens from usage_daily
       where route = 'unpriced'`,
    );
    expect(rows).toEqual([{ jobs: 1, cost_usd: '0', unpriced_jobs: 1, unpriced_tokens: 1_100 }]);
  });
});

describe('a job counts once', () => {
  const span = { traceId: 'c'.repeat(32), spanId: 'd'.repeat(16) };

  it('however often its id comes', async () => {
    const id = '0193f3a0-7c1b-7abc-8def-0123456789ac';
    const record = { ...job, id, route: 'again', createdAt: '2026-11-21T09:00:00Z' };
    expect((await send([record, record])).accepted).toBe(2);
    await Promise.all([send([record]), send([record]), send([record])]);
    expect(await jobsOf('again')).toHaveLength(1);
  });

  it('by two ways, with other ids and times, when it is the same span', async () => {
    const bySdk = {
      ...job,
      ...span,
      id: '0193f3a0-7c1b-7abc-8def-0123456789ad',
      route: 'two ways',
      createdAt: '2026-11-21T09:00:00.000Z',
    };
    const byOtlp = { ...job, ...span, route: 'two ways', createdAt: '2026-10-31T23:59:59.999Z' };
    await send([bySdk]);
    expect((await send([byOtlp])).accepted).toBe(1);
    const other = { ...byOtlp, spanId: 'e'.repeat(16) };
    await Promise.all([send([other]), send([{ ...other, createdAt: bySdk.createdAt }])]);
    const ids = (await jobsOf('two ways')).map(({ span_id: id }) => id);
    expect(new Set(ids)).toEqual(new Set([span.spanId, other.spanId]));
    expect(ids).toHaveLength(2);
  });

  it('within one batch', async () => {
    const one = { ...job, traceId: 'f'.repeat(32), spanId: 'f'.repeat(16), route: 'one batch' };
    expect(await send([one, { ...one, model: 'other' }])).toMatchObject({
      accepted: 2,
      warnings: [],
    });
    expect(await jobsOf('one batch')).toHaveLength(1);
  });

  it('or not at all: what it adds up to is written with it', async () => {
    await server.owner.query(
      'alter table usage_user_daily add constraint refuse check (jobs < 0) not valid',
    );
    const { status } = await sendBatch(server, key, [
      { ...job, ...span, spanId: '1'.repeat(16), userId: 'ada', route: 'rolled back' },
    ]).catch(() => ({ status: 500 }));
    await server.owner.query('alter table usage_user_daily drop constraint refuse');
    expect(status).toBe(500);
    expect(await jobsOf('rolled back')).toEqual([]);
    expect(await findUsageDrift(server.owner, usageHoursFrom(server.clock.now()))).toEqual([]);
  });
});
