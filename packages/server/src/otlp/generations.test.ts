import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Credential } from '../../test/credentials.ts';
import { makePrice } from '../../test/figures/ai-jobs.ts';
import { findUsageDrift } from '../../test/figures/usage-drift.ts';
import {
  newSpanId,
  newTraceId,
  toTraces,
  type GivenSpan,
} from '../../test/outside/otlp/make-traces.ts';
import { toProtobuf } from '../../test/outside/otlp/otlp-schema.ts';
import { sendOtlp } from '../../test/outside/otlp/send-otlp.ts';
import { sendBatch } from '../../test/send-batch.ts';
import { startTestServer, type TestServer } from '../../test/server.ts';
import { usageHoursFrom } from '../ai-jobs/ai-jobs.ts';

let server: TestServer;
let key: Credential;
beforeAll(async () => {
  server = await startTestServer({ timeZone: 'Europe/Berlin' });
  key = await server.ingestKey();
  const price = { provider: 'openai', model: 'gpt-4.1', inputUsd: '2', outputUsd: '8' };
  await makePrice(server, price);
});
afterAll(() => server.close());

const usage = { 'gen_ai.usage.input_tokens': 100, 'gen_ai.usage.output_tokens': 10 };
const chat = {
  'gen_ai.provider.name': 'openai',
  'gen_ai.operation.name': 'chat',
  'gen_ai.request.model': 'gpt-4.1',
  ...usage,
};

const send = async (spans: readonly GivenSpan[]): Promise<void> => {
  const answer = await sendOtlp(server, key, { body: toTraces(spans) });
  expect([answer.status, answer.json]).toEqual([200, {}]);
};

const tellBySdk = async (traceId: string, spanId: string): Promise<void> => {
  const job = {
    kind: 'ai_job',
    traceId,
    spanId,
    provider: 'openai',
    model: 'gpt-4.1',
    inputTokens: 100,
    outputTokens: 10,
    latencyMs: 12,
    status: 'succeeded',
    createdAt: '2026-11-21T09:59:00.500Z',
  };
  const { body } = await sendBatch(server, key, [job]);
  expect(body).toMatchObject({ accepted: 1, rejected: [] });
};

interface StoredJob {
  readonly span_id: string;
  readonly organization: string | null;
}

const jobsOf = async (traceId: string): Promise<StoredJob[]> => {
  const { rows } = await server.owner.query<StoredJob>(
    `select j.span_id, o.external_id as organization
     from ai_job_runs j left join organizations o on o.id = j.organization_id
     where trace_id = $1 order by span_id`,
    [traceId],
  );
  return rows;
};

const expectNoDrift = async (): Promise<void> => {
  expect(await findUsageDrift(server.owner, usageHoursFrom(server.clock.now()))).toEqual([]);
};

describe('a span of a call of a model', () => {
  it('becomes an AI job, with what it cost', async () => {
    const traceId = newTraceId();
    const spanId = newSpanId();
    await send([
      {
        traceId,
        spanId,
        durationMs: 1_500,
        attributes: {
          ...chat,
          'gen_ai.response.model': 'gpt-4.1',
          'gen_ai.usage.cache_read.input_tokens': 40,
          'gen_ai.response.time_to_first_chunk': 0.25,
          'org.id': 'acme',
          'my.own': 'kept',
          'gen_ai.input.messages': 'not kept with the job',
        },
      },
    ]);
    const { rows } = await server.owner.query(`select * from ai_job_runs where trace_id = $1`, [
      traceId,
    ]);
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({
      span_id: spanId,
      provider: 'openai',
      model: 'gpt-4.1',
      operation: 'chat',
      input_tokens: expect.anything(),
      cost_source: 'priced',
      cost_usd: '0.00028000',
      latency_ms: 1_500,
      time_to_first_token_ms: 250,
      status: 'succeeded',
      attributes: { 'my.own': 'kept', 'org.id': 'acme', 'service.name': 'api' },
    });
    const { input_tokens: input, cached_read_tokens: cached } = rows[0];
    expect([Number(input), Number(cached)]).toEqual([100, 40]);
    expect(rows[0].attributes).not.toHaveProperty('gen_ai.input.messages');
    await expectNoDrift();
  });

  it('counts once with what the SDK tells of the same span, whichever comes first', async () => {
    for (const sdkFirst of [true, false]) {
      const ids = { traceId: newTraceId(), spanId: newSpanId() };
      const ways = [
        () => send([{ ...ids, attributes: chat }]),
        () => tellBySdk(ids.traceId, ids.spanId),
      ];
      for (const way of sdkFirst ? ways.toReversed() : ways) await way();
      expect(await jobsOf(ids.traceId)).toHaveLength(1);
    }
    await expectNoDrift();
  });

  it('is taken back, with its figures, when one comes that lies in it', async () => {
    const traceId = newTraceId();
    const [outer, between, inner] = [newSpanId(), newSpanId(), newSpanId()];
    await send([{ traceId, spanId: outer, attributes: { ...chat, 'org.id': 'acme' } }]);
    await send([{ traceId, spanId: inner, parentSpanId: between, attributes: chat }]);
    expect(await jobsOf(traceId)).toHaveLength(2);
    await send([{ traceId, spanId: between, parentSpanId: outer }]);
    expect(await jobsOf(traceId)).toEqual([{ span_id: inner, organization: 'acme' }]);
    await send([{ traceId, spanId: outer, attributes: { ...chat, 'org.id': 'acme' } }]);
    expect(await jobsOf(traceId)).toEqual([{ span_id: inner, organization: 'acme' }]);
    await expectNoDrift();
  });

  it('takes a job of the SDK back that stands around it', async () => {
    const traceId = newTraceId();
    const [outer, inner] = [newSpanId(), newSpanId()];
    await sendBatch(server, key, [
      {
        kind: 'ai_job',
        traceId,
        spanId: outer,
        provider: 'openai',
        model: 'gpt-4.1',
        latencyMs: 5,
        status: 'failed',
        errorType: 'TimeoutError',
        userId: 'ada',
        accuracy: 0.5,
        createdAt: '2026-11-21T09:58:00Z',
      },
    ]);
    await send([{ traceId, spanId: inner, parentSpanId: outer, attributes: chat }]);
    expect(await jobsOf(traceId)).toEqual([{ span_id: inner, organization: null }]);
    await expectNoDrift();
  });

  it('ends the search for those around it where parents go round in a circle', async () => {
    const traceId = newTraceId();
    const [a, b] = [newSpanId(), newSpanId()];
    await send([
      { traceId, spanId: a, parentSpanId: b, attributes: chat },
      { traceId, spanId: b, parentSpanId: a },
    ]);
    expect(await jobsOf(traceId)).toEqual([{ span_id: a, organization: null }]);
    const own = newTraceId();
    await send([{ traceId: own, spanId: a, parentSpanId: a, attributes: chat }]);
    expect(await jobsOf(own)).toHaveLength(1);
  });
});

interface Node {
  readonly parent: number | undefined;
  /** By OpenTelemetry, by the SDK, or by both. */
  readonly isGeneration: boolean;
  readonly isToldBySdk: boolean;
  readonly organization: string | undefined;
}

/** Each span's parent is one before it, so that there are no circles. */
const trees = fc
  .array(
    fc.record({
      parent: fc.option(fc.nat(), { nil: undefined }),
      isGeneration: fc.boolean(),
      isToldBySdk: fc.oneof({ weight: 3, arbitrary: fc.constant(false) }, fc.constant(true)),
      organization: fc.option(fc.constantFrom('acme', 'globex'), { nil: undefined, freq: 2 }),
    }),
    { minLength: 2, maxLength: 7 },
  )
  .map((nodes): Node[] =>
    nodes.map((node, index) => ({
      ...node,
      parent: node.parent === undefined || index === 0 ? undefined : node.parent % index,
    })),
  );

const ancestorsOf = (nodes: readonly Node[], index: number): number[] => {
  const parent = nodes[index]?.parent;
  return parent === undefined ? [] : [parent, ...ancestorsOf(nodes, parent)];
};

/** What the whole trace says, looked at from above. */
const expectedJobs = (nodes: readonly Node[], spanIds: readonly string[]): StoredJob[] => {
  const generations = [...nodes.entries()]
    .filter(([, { isGeneration, isToldBySdk }]) => isGeneration || isToldBySdk)
    .map(([index]) => index);
  const around = new Set(generations.flatMap((index) => ancestorsOf(nodes, index)));
  return generations
    .filter((index) => !around.has(index))
    .map((index) => ({
      span_id: spanIds[index] ?? '',
      organization:
        [index, ...ancestorsOf(nodes, index)]
          .map((at) => nodes[at]?.organization)
          .find((organization) => organization !== undefined) ?? null,
    }))
    .toSorted((a, b) => (a.span_id < b.span_id ? -1 : 1));
};

/** Spans in any order and any number of requests, some twice, one after the other or together. */
const deliveries = fc.record({
  sdkAt: fc.array(fc.nat({ max: 7 }), { minLength: 7, maxLength: 7 }),
  order: fc.array(fc.nat(), { minLength: 7, maxLength: 7 }),
  sizes: fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 7, maxLength: 7 }),
  repeated: fc.array(fc.nat({ max: 6 }), { maxLength: 3 }),
  together: fc.boolean(),
  asProtobuf: fc.boolean(),
});

describe('whatever order a trace comes in', () => {
  it('gives the same jobs of the same organizations, and figures that hold them', async () => {
    await fc.assert(
      fc.asyncProperty(trees, deliveries, async (nodes, delivery) => {
        const traceId = newTraceId();
        const spanIds = nodes.map(newSpanId);
        const spans = nodes.map(({ parent, isGeneration, organization }, index): GivenSpan => ({
          traceId,
          spanId: spanIds[index] ?? '',
          ...(parent !== undefined && { parentSpanId: spanIds[parent] ?? '' }),
          durationMs: 5 + index * 7,
          attributes: {
            ...(isGeneration && chat),
            ...(organization !== undefined && { 'org.id': organization }),
          },
        }));
        const { order, sizes, repeated, sdkAt, together, asProtobuf } = delivery;
        const shuffled = spans
          .map((span, index) => ({ span, at: order[index] ?? 0 }))
          .toSorted((a, b) => a.at - b.at)
          .map(({ span }) => span);
        const again = repeated.flatMap((index) => spans[index] ?? []);
        const queue = [...shuffled, ...again];
        const requests = sizes.map((size) => queue.splice(0, size));
        requests.push(queue);
        const deliver = async (request: readonly GivenSpan[]): Promise<void> => {
          const body = toTraces(request);
          const given = asProtobuf ? toProtobuf('Traces', body) : body;
          expect((await sendOtlp(server, key, { body: given })).status).toBe(200);
        };
        const sends = requests.map((request) => () => deliver(request));
        for (const [index, { isToldBySdk }] of nodes.entries())
          if (isToldBySdk)
            sends.splice(sdkAt[index] ?? 0, 0, () => tellBySdk(traceId, spanIds[index] ?? ''));
        if (together) await Promise.all(sends.map((one) => one()));
        else for (const one of sends) await one();
        expect(await jobsOf(traceId)).toEqual(expectedJobs(nodes, spanIds));
      }),
      { numRuns: 60 },
    );
    await expectNoDrift();
  });
});
