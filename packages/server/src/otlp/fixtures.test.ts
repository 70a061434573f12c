import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Credential } from '../../test/credentials.ts';
import { sendOtlp } from '../../test/outside/otlp/send-otlp.ts';
import { startTestServer, type TestServer } from '../../test/server.ts';

/** What real exporters sent; beside the repository, not in it. */
const folder = path.resolve(import.meta.dirname, '../../../../../shared/fixtures');
const read = (name: string): Buffer => readFileSync(path.join(folder, name));

let server: TestServer;
let key: Credential;
/** Each capture is of its own moment: soon after it, nothing is too old. */
const startAt = async (now: string) => {
  server = await startTestServer({ now });
  key = await server.ingestKey();
};

const send = async (name: string, sending: { path?: '/v1/logs'; gzip?: boolean } = {}) => {
  const isJson = name.includes('.json');
  const contentType = isJson ? 'application/json' : 'application/x-protobuf';
  const packed = name.endsWith('.gz') ? { headers: { 'content-encoding': 'gzip' } } : {};
  const request = { body: read(name), contentType, ...packed, ...sending };
  const answer = await sendOtlp(server, key, request);
  expect([answer.status, answer.json ?? {}], name).toEqual([200, {}]);
};

const rowsOf = async (statement: string): Promise<unknown[]> =>
  (await server.owner.query(statement)).rows;

const jobs = (): Promise<unknown[]> =>
  rowsOf(`
    select span_id, provider, model, operation, route, status, error_type as error,
      input_tokens::int as input, output_tokens::int as output,
      cached_read_tokens::int as cached, reasoning_tokens::int as reasoning,
      o.external_id as organization, u.external_id as user, cost_source as cost
    from ai_job_runs j
    left join organizations o on o.id = j.organization_id
    left join users u on u.id = j.user_id
    order by j.created_at, span_id`);

const isHere = existsSync(folder);
const about = isHere
  ? 'captures of real exporters'
  : 'captures of real exporters (not on this machine)';

describe.skipIf(!isHere)(about, () => {
  describe('of OpenTelemetry for JavaScript', () => {
    beforeAll(() => startAt('2026-11-21T08:00:00Z'));
    afterAll(() => server.close());

    it('say the same by every encoding and packing: three runs of one program', async () => {
      await send('otlp/captured-js-0.223.traces.json');
      await send('otlp/captured-js-0.223.traces.json.gz');
      await send('otlp/captured-js-0.223.traces.pb');
      await send('otlp/captured-js-0.223.traces.pb', { gzip: true });
      const common = { service: 'api', scope: 'ops-demo', count: 3 };
      expect(
        await rowsOf(`
          select s.name, s.kind, s.service, s.scope, s.status, p.name as parent,
            jsonb_array_length(s.events) as events, count(*)::int
          from spans s
          left join spans p on p.trace_id = s.trace_id and p.span_id = s.parent_span_id
          group by 1, 2, 3, 4, 5, 6, 7 order by s.name`),
      ).toEqual([
        {
          ...common,
          name: 'GET /api/leads/:id',
          kind: 'server',
          status: 'error',
          parent: null,
          events: 0,
        },
        {
          ...common,
          name: 'POST /api/discover',
          kind: 'server',
          status: 'unset',
          parent: null,
          events: 0,
        },
        {
          ...common,
          name: 'SELECT companies',
          kind: 'client',
          status: 'unset',
          parent: 'POST /api/discover',
          events: 0,
        },
        {
          ...common,
          name: 'pipeline.stage analyze',
          kind: 'internal',
          status: 'error',
          parent: 'POST /api/discover',
          events: 2,
        },
      ]);
    });

    it('have two requests, one of them of a customer', async () => {
      expect(
        await rowsOf(`
          select endpoint, method, status_code as status, o.external_id as organization,
            u.external_id as user, count(*)::int
          from api_metrics a
          left join organizations o on o.id = a.organization_id
          left join users u on u.id = a.user_id
          group by 1, 2, 3, 4, 5 order by endpoint`),
      ).toEqual([
        {
          endpoint: '/api/discover',
          method: 'POST',
          status: 200,
          organization: 'org_7',
          user: 'user_42',
          count: 3,
        },
        {
          endpoint: '/api/leads/:id',
          method: 'GET',
          status: 503,
          organization: null,
          user: null,
          count: 3,
        },
      ]);
      expect(await jobs()).toEqual([]);
    });

    it('have logs, one of them an error with its stack', async () => {
      await send('otlp/captured-js-0.223.logs.json', { path: '/v1/logs' });
      expect(
        await rowsOf(`
          select level, message, source, error_type as error, stack is not null as has_stack
          from system_logs order by level`),
      ).toEqual([
        {
          level: 'error',
          message: 'payment failed',
          source: 'app',
          error: 'PaymentError',
          has_stack: true,
        },
        { level: 'info', message: 'lead.created', source: 'app', error: null, has_stack: false },
      ]);
      expect(await rowsOf('select message, count::int from error_groups')).toEqual([
        { message: 'payment failed', count: 1 },
      ]);
    });
  });

  describe('that the specification shows', () => {
    beforeAll(() => startAt('2018-12-13T15:00:00Z'));
    afterAll(() => server.close());

    it('are taken', async () => {
      await send('otlp/trace.json');
      await send('otlp/logs.json', { path: '/v1/logs' });
      await send('otlp/events.json', { path: '/v1/logs' });
      expect(await rowsOf('select name, kind, duration_us::int as us from spans')).toEqual([
        { name: "I'm a server span", kind: 'server', us: 1_000_000 },
      ]);
      expect(await rowsOf('select message from system_logs order by message')).toEqual([
        { message: 'Example log record' },
        { message: 'browser.page_view' },
      ]);
    });
  });

  describe('of calls of models', () => {
    beforeAll(() => startAt('2026-11-21T08:00:00Z'));
    afterAll(() => server.close());

    const common = { provider: 'openai', organization: 'org_7', user: 'user_42', cached: 0 };
    const traceloop = {
      ...common,
      model: 'gpt-4.1-2025-04-14',
      operation: 'chat',
      route: '',
      status: 'succeeded',
      error: null,
      reasoning: 0,
      cost: expect.any(String),
    };
    const vercel = { ...traceloop, cached: 512, reasoning: 64, input: 812, output: 143 };

    it('by Traceloop are three, of whom the span around them says', async () => {
      await send('genai/captured.traceloop-instrumentation-openai-0.27.traces.json');
      expect(await jobs()).toEqual([
        { ...traceloop, span_id: '9562ba2daf7fed11', input: 812, output: 143 },
        { ...traceloop, span_id: '64bc73ebf3ee1752', input: 812, output: 143 },
        // Of what is streamed it does not count the tokens: unknown, and so without a price.
        { ...traceloop, span_id: '35202be2dbe85bb2', input: 0, output: 0, cost: 'unpriced' },
      ]);
    });

    it('by the Vercel AI SDK are the innermost ones only, whatever comes again', async () => {
      await send('genai/captured.vercel-ai-6.0.326.traces.json');
      await send('genai/captured.vercel-ai-6.0.326.traces.json', { gzip: true });
      expect((await jobs()).slice(3)).toEqual([
        { ...vercel, span_id: '1d063e0e47775ceb', route: 'discover-companies' },
        { ...vercel, span_id: '2877d3d933ad489c', route: 'discover-companies' },
        { ...vercel, span_id: '4426e2c592235419', route: 'summarise' },
        {
          ...traceloop,
          span_id: '654b6129cde94f6b',
          route: 'discover-companies',
          model: 'gpt-missing',
          status: 'failed',
          error: 'AI_APICallError',
          input: 0,
          output: 0,
        },
        {
          ...traceloop,
          span_id: '668e1265f42fade1',
          route: 'discover-companies',
          model: 'text-embedding-3-small',
          operation: 'embeddings',
          input: 9,
          output: 0,
        },
      ]);
      expect(
        await rowsOf(
          'select time_to_first_token_ms as ms from ai_job_runs where route = $$summarise$$',
        ),
      ).toEqual([{ ms: 30.615 }]);
    });

    it('leave what was said to them in logs, which are no errors', async () => {
      await send('genai/captured.otel-instrumentation-openai-0.21.logs.json', { path: '/v1/logs' });
      expect(
        await rowsOf(
          'select level, message, count(*)::int from system_logs group by 1, 2 order by 2',
        ),
      ).toEqual([
        { level: 'info', message: 'gen_ai.assistant.message', count: 1 },
        { level: 'info', message: 'gen_ai.choice', count: 3 },
        { level: 'info', message: 'gen_ai.system.message', count: 1 },
        { level: 'info', message: 'gen_ai.tool.message', count: 1 },
        { level: 'info', message: 'gen_ai.user.message', count: 4 },
      ]);
    });
  });
});
