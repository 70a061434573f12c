import {
  context,
  ROOT_CONTEXT,
  SpanKind,
  trace,
  type Context,
  type ContextManager,
  type Span,
} from '@opentelemetry/api';
import { BasicTracerProvider } from '@opentelemetry/sdk-trace-base';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { useStage } from '../../test/stage.ts';
import { createTaffrail } from '../create-taffrail.ts';
import type { NodeRequestLike, ResponseLike } from '../requests/watch-response.ts';
import { activeServerSpan, activeSpan, claimGenerationSpan } from './active-span.ts';

/** One context at a time: what these tests need of a context manager. */
const createManager = (): ContextManager => {
  let active: Context = ROOT_CONTEXT;
  const manager: ContextManager = {
    active: () => active,
    with: (given, run, self, ...args) => {
      const before = active;
      active = given;
      try {
        return run.call(self as ThisParameterType<typeof run>, ...args);
      } finally {
        active = before;
      }
    },
    bind: (_, target) => target,
    enable: () => manager,
    disable: () => manager,
  };
  return manager;
};

const tracer = new BasicTracerProvider().getTracer('test');
const within = <Result>(span: Span, run: () => Result): Result =>
  context.with(trace.setSpan(ROOT_CONTEXT, span), run);

beforeAll(() => void context.setGlobalContextManager(createManager()));
afterAll(() => context.disable());

describe('the active span', () => {
  it('is that of the real API, by its two ids', () => {
    expect(activeSpan()).toBeUndefined();
    const span = tracer.startSpan('work');
    const { traceId, spanId } = span.spanContext();
    within(span, () => expect(activeSpan()).toMatchObject({ traceId, spanId }));
    expect(activeSpan()).toBeUndefined();
  });

  it('is none when it has no ids', () => {
    const span = trace.wrapSpanContext({ traceId: '0'.repeat(32), spanId: 'x', traceFlags: 0 });
    within(span, () => expect(activeSpan()).toBeUndefined());
  });

  it('is that of a request only if a server made it', () => {
    const server = tracer.startSpan('GET /leads', { kind: SpanKind.SERVER });
    within(server, () => expect(activeServerSpan()?.span).toBe(server));
    within(tracer.startSpan('work'), () => expect(activeServerSpan()).toBeUndefined());
  });

  it.each([
    [{ 'gen_ai.operation.name': 'chat' }, true],
    [{ 'gen_ai.operation.name': 'embeddings' }, true],
    [{ 'gen_ai.request.model': 'gpt-4.1' }, true],
    [{ 'gen_ai.operation.name': 'execute_tool', 'gen_ai.request.model': 'gpt-4.1' }, false],
    [{ 'http.route': '/leads' }, false],
  ])('is that of a call by its attributes: %j, %s', (attributes, isGeneration) => {
    const span = tracer.startSpan('chat', { attributes });
    within(span, () => {
      const active = activeSpan();
      const claim = () => active && claimGenerationSpan(active);
      expect(claim()).toBe(isGeneration ? span.spanContext().spanId : undefined);
      expect(claim()).toBeUndefined();
    });
  });
});

describe('a request within a span', () => {
  const stage = useStage();

  it('is told with the span of its server, of when it began', async () => {
    const { url, key } = stage.server;
    const taffrail = createTaffrail({ url, key });
    const span = tracer.startSpan('GET', { kind: SpanKind.SERVER });
    const { traceId, spanId } = span.spanContext();
    const wrapped = taffrail.node((...given: [NodeRequestLike, ResponseLike]) => given.length);
    const listeners: (() => void)[] = [];
    const response = {
      statusCode: 200,
      writableFinished: true,
      on: (_: 'close', listener: () => void) => listeners.push(listener),
    };
    within(span, () => wrapped({ method: 'GET', headers: {} }, response));
    for (const listener of listeners) listener();
    await taffrail.close();
    expect(stage.server.requests.flatMap(({ records }) => records)).toMatchObject([
      { kind: 'api_request', traceId, spanId },
    ]);
  });
});
