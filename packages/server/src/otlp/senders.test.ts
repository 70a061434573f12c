import { SpanKind, SpanStatusCode } from '@opentelemetry/api';
import { OTLPTraceExporter as JsonExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { OTLPTraceExporter as ProtobufExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { BasicTracerProvider, BatchSpanProcessor } from '@opentelemetry/sdk-trace-base';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { Credential } from '../../test/credentials.ts';
import { findUsageDrift } from '../../test/figures/usage-drift.ts';
import { runCollector } from '../../test/outside/otlp/collector.ts';
import {
  newSpanId,
  newTraceId,
  toTraces,
  type GivenSpan,
} from '../../test/outside/otlp/make-traces.ts';
import { startDatabaseProxy, type DatabaseProxy } from '../../test/postgres/database-proxy.ts';
import { startTestServer, type TestServer } from '../../test/server.ts';
import { usageHoursFrom } from '../ai-jobs/ai-jobs.ts';

let proxy: DatabaseProxy;
let server: TestServer;
let key: Credential;
let origin: string;
beforeAll(async () => {
  proxy = await startDatabaseProxy({ url: inject('templateUrl') });
  // Senders go by the clock of the machine.
  server = await startTestServer({ ingestUrl: proxy.urlOf, now: new Date().toISOString() });
  key = await server.ingestKey();
  origin = await server.app.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(async () => {
  await server.close();
  await proxy.close();
});

const count = async (statement: string, values: unknown[] = []): Promise<number> =>
  (await server.owner.query(`select count(*)::int as count from ${statement}`, values)).rows[0]
    .count;

describe.each([
  ['protobuf', ProtobufExporter],
  ['JSON', JsonExporter],
])("OpenTelemetry's own SDK, by %s", (encoding, Exporter) => {
  it('delivers spans, of which requests and AI jobs are made', async () => {
    const organization = `by ${encoding}`;
    const exporter = new Exporter({
      url: `${origin}/v1/traces`,
      headers: { authorization: `Bearer ${key.token}` },
    });
    const processor = new BatchSpanProcessor(exporter, { maxExportBatchSize: 16 });
    const provider = new BasicTracerProvider({ spanProcessors: [processor] });
    const tracer = provider.getTracer('a test');
    const { trace, ROOT_CONTEXT } = await import('@opentelemetry/api');
    for (let index = 0; index < 50; index += 1) {
      const request = tracer.startSpan(`GET /leads/:id`, {
        kind: SpanKind.SERVER,
        attributes: {
          'http.request.method': 'GET',
          'http.route': '/leads/:id',
          'http.response.status_code': 200,
          'organization.id': organization,
        },
      });
      const call = tracer.startSpan(
        'chat gpt-4.1',
        {
          kind: SpanKind.CLIENT,
          attributes: {
            'gen_ai.provider.name': 'openai',
            'gen_ai.operation.name': 'chat',
            'gen_ai.request.model': 'gpt-4.1',
            'gen_ai.usage.input_tokens': index,
            'gen_ai.usage.output_tokens': 1,
            'gen_ai.response.finish_reasons': ['stop'],
          },
        },
        trace.setSpan(ROOT_CONTEXT, request),
      );
      if (index === 7) {
        call.recordException(new RangeError('too long'));
        call.setStatus({ code: SpanStatusCode.ERROR, message: 'too long' });
      }
      call.end();
      request.end();
    }
    await provider.shutdown();
    const ofOrganization =
      'organization_id = (select id from organizations where external_id = $1)';
    const counts = [
      await count(`spans where ${ofOrganization}`, [organization]),
      await count(`api_metrics where ${ofOrganization}`, [organization]),
      await count(`ai_job_runs where ${ofOrganization}`, [organization]),
      await count(`ai_job_runs where ${ofOrganization} and error_type = 'RangeError'`, [
        organization,
      ]),
    ];
    expect(counts).toEqual([50, 50, 50, 1]);
  });
});

const chat = {
  'gen_ai.provider.name': 'openai',
  'gen_ai.operation.name': 'chat',
  'gen_ai.request.model': 'gpt-4.1',
  'gen_ai.usage.input_tokens': 10,
  'gen_ai.usage.output_tokens': 1,
};

/** A request that asks an agent, which calls a model twice: four spans. */
const makeTrace = (at: string): GivenSpan[] => {
  const traceId = newTraceId();
  const [request, agent] = [newSpanId(), newSpanId()];
  return [
    ...[newSpanId(), newSpanId()].map((spanId) => ({
      traceId,
      spanId,
      parentSpanId: agent,
      at,
      attributes: chat,
    })),
    { traceId, spanId: agent, parentSpanId: request, at, attributes: chat },
    {
      traceId,
      spanId: request,
      kind: 2,
      at,
      attributes: {
        'http.request.method': 'POST',
        'http.route': '/collected',
        'http.response.status_code': 200,
        'org.id': 'collected',
      },
    },
  ];
};

describe('a collector', () => {
  it('loses nothing and doubles nothing while the database comes and goes', async () => {
    const traces = 120;
    const at = new Date(server.clock.now().getTime() - 60_000).toISOString();
    const spans = Array.from({ length: traces }, () => makeTrace(at)).flat();
    // Batches cut through traces.
    const requests = Array.from({ length: Math.ceil(spans.length / 7) }, (_, index) =>
      toTraces(spans.slice(index * 7, index * 7 + 7)),
    );
    const report = await runCollector(`${origin}/v1/traces`, key.headers, requests, {
      // At every tenth: at once, or when a transaction was committed and nobody hears of it.
      delivered: (count) => {
        if (count % 20 === 0) proxy.cutBeforeAnswerTo('commit');
        else if (count % 10 === 0) proxy.cut();
      },
      refused: () => proxy.mend(),
    });
    expect(report).toMatchObject({ delivered: requests.length, lost: 0 });
    expect([...report.refused.keys()]).toEqual([503]);
    const collected = `organization_id = (select id from organizations where external_id = 'collected')`;
    const counts = [
      await count(`spans where created_at = $1`, [at]),
      await count(`api_metrics where endpoint = '/collected'`),
      await count(`ai_job_runs where created_at = $1 and ${collected}`, [at]),
      await count(`ai_job_runs where created_at = $1`, [at]),
    ];
    expect(counts).toEqual([traces * 4, traces, traces * 2, traces * 2]);
    expect(await findUsageDrift(server.owner, usageHoursFrom(server.clock.now()))).toEqual([]);
  });
});
