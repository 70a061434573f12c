import { afterEach, describe, expect, it } from 'vitest';
import { session, useStage } from '../../test/stage.ts';
import type { Taffrail } from '../taffrail.ts';
import type { AiCall } from './ai-call.ts';

const stage = useStage();

const call: AiCall = { provider: 'openai', model: 'gpt-4.1-mini', route: 'discovery', session };

const told = async (taffrail: Taffrail) => {
  await taffrail.flush();
  return stage.server.records;
};

class RateLimited extends Error {}

describe('a call of a model', () => {
  it('is told with every field as the wire has it', async () => {
    const taffrail = stage.client();
    const at = stage.ports.now();
    const answer = await taffrail.aiJob(
      {
        ...call,
        session: { ...session, sessionId: 's1', traceId: 'a'.repeat(32) },
        promptVersion: 'v7',
        attributes: { temperature: 0.2 },
      },
      async (job) => {
        stage.ports.advance(100);
        job.firstToken();
        stage.ports.advance(200);
        job.usage({ inputTokens: 12, outputTokens: 5, cachedReadTokens: 4, costUsd: '0.001' });
        job.accuracy(0.9);
        return 'an answer';
      },
    );
    expect(answer).toBe('an answer');
    expect(await told(taffrail)).toEqual([
      {
        kind: 'ai_job',
        id: expect.stringMatching(/^[\da-f]{8}-[\da-f]{4}-7/),
        createdAt: new Date(at).toISOString(),
        organizationId: 'acme',
        userId: 'ada',
        sessionId: 's1',
        traceId: 'a'.repeat(32),
        provider: 'openai',
        model: 'gpt-4.1-mini',
        route: 'discovery',
        inputTokens: 12,
        outputTokens: 5,
        cachedReadTokens: 4,
        cachedWriteTokens: 0,
        reasoningTokens: 0,
        costUsd: '0.001',
        latencyMs: 300,
        timeToFirstTokenMs: 100,
        status: 'succeeded',
        accuracy: 0.9,
        promptVersion: 'v7',
        attributes: { temperature: 0.2 },
      },
    ]);
  });

  it('gives a result that is no promise at once', async () => {
    const taffrail = stage.client();
    const result = {
      usage: { prompt_tokens: 3, completion_tokens: 4 },
      model: 'gpt-4.1-2025-04-14',
    };
    expect(taffrail.aiJob(call, () => result)).toBe(result);
    expect(await told(taffrail)).toMatchObject([
      { inputTokens: 3, outputTokens: 4, model: 'gpt-4.1-2025-04-14' },
    ]);
  });

  it.each([
    ['rejects', () => Promise.reject(new RateLimited('slow down'))],
    [
      'throws',
      () => {
        throw new RateLimited('slow down');
      },
    ],
  ])('fails as its function %s, and is typed by the class', async (_, run) => {
    const taffrail = stage.client();
    const failing = async (): Promise<unknown> => taffrail.aiJob(call, run);
    await expect(failing()).rejects.toThrow(RateLimited);
    expect(await told(taffrail)).toMatchObject([{ status: 'failed', errorType: 'RateLimited' }]);
  });

  it('hands on the very error', async () => {
    const error = Object.freeze(new Error('mine'));
    const failing = stage.client().aiJob(call, async () => Promise.reject(error));
    await expect(failing).rejects.toBe(error);
  });

  it('keeps a promise of a class of its own as it is', () => {
    class Special extends Promise<string> {
      readonly mark = 'special';
    }
    const promise = new Special((resolve) => resolve('x'));
    expect(stage.client().aiJob(call, () => promise)).toBe(promise);
  });

  it('prefers what the host says of its usage to what the result does', async () => {
    const taffrail = stage.client();
    await taffrail.aiJob(call, async (job) => {
      job.usage({ inputTokens: 1 });
      return { usage: { prompt_tokens: 99 } };
    });
    expect(await told(taffrail)).toMatchObject([{ inputTokens: 1 }]);
  });

  it('counts once when another is recorded within it: the innermost', async () => {
    const taffrail = stage.client();
    await taffrail.aiJob({ ...call, model: 'agent' }, () =>
      taffrail.aiJob(call, async () => ({ usage: { prompt_tokens: 7 } })),
    );
    expect(await told(taffrail)).toMatchObject([{ model: 'gpt-4.1-mini', inputTokens: 7 }]);
  });

  it('asks for its session when it begins', async () => {
    const taffrail = stage.client();
    await taffrail.aiJob({ ...call, session: () => session }, async () => 1);
    const broken = (): never => {
      throw new Error('no session');
    };
    await taffrail.aiJob({ ...call, session: broken }, async () => 1);
    const [known, unknown] = await told(taffrail);
    expect(known).toMatchObject({ organizationId: 'acme' });
    expect(unknown).not.toHaveProperty('organizationId');
  });

  it('shows nothing that the host changes later', async () => {
    const taffrail = stage.client();
    const attributes = { page: 1 };
    const given = { ...call, attributes };
    await taffrail.aiJob(given, async () => {
      given.model = 'other';
      attributes.page = 2;
    });
    expect(await told(taffrail)).toMatchObject([
      { model: 'gpt-4.1-mini', attributes: { page: 1 } },
    ]);
  });
});

describe('a stream of a client', () => {
  const makeStream = (events: readonly unknown[], error?: Error) => {
    const log: string[] = [];
    const stream = {
      controller: new AbortController(),
      iterator: async function* iterator(): AsyncGenerator {
        try {
          for (const event of events) {
            log.push('asked');
            yield event;
          }
          if (error) throw error;
        } finally {
          log.push('closed');
        }
      },
      [Symbol.asyncIterator]() {
        return this.iterator();
      },
    };
    return { stream, log };
  };
  const chunk = (content: string) => ({ model: 'gpt-4.1', choices: [{ delta: { content } }] });
  const last = { model: 'gpt-4.1', choices: [], usage: { prompt_tokens: 9, completion_tokens: 2 } };

  it('ends the call when it has been read, not before, and is read one by one', async () => {
    const taffrail = stage.client();
    const { stream, log } = makeStream([chunk(''), chunk('Hi'), last]);
    const result = await taffrail.aiJob(call, async () => stream);
    expect(result).toBe(stream);
    stage.ports.advance(10);
    const seen: unknown[] = [];
    for await (const event of result) {
      seen.push(event);
      expect(log).toHaveLength(seen.length);
      stage.ports.advance(5);
    }
    expect(seen).toEqual([chunk(''), chunk('Hi'), last]);
    expect(await told(taffrail)).toMatchObject([
      { inputTokens: 9, outputTokens: 2, timeToFirstTokenMs: 15, latencyMs: 25, model: 'gpt-4.1' },
    ]);
  });

  it('is closed when its reader leaves, and told with what is known', async () => {
    const taffrail = stage.client();
    const { stream, log } = makeStream([chunk('Hi'), last]);
    for await (const _ of await taffrail.aiJob(call, async () => stream)) break;
    expect(log).toEqual(['asked', 'closed']);
    expect(await told(taffrail)).toMatchObject([{ status: 'succeeded', inputTokens: 0 }]);
  });

  it('fails with its own error', async () => {
    const taffrail = stage.client();
    const error = new RateLimited('in the middle');
    const { stream } = makeStream([chunk('Hi')], error);
    const result = await taffrail.aiJob(call, async () => stream);
    const readAll = async (): Promise<void> => {
      for await (const _ of result);
    };
    await expect(readAll()).rejects.toBe(error);
    expect(await told(taffrail)).toMatchObject([{ status: 'failed', errorType: 'RateLimited' }]);
  });
});

describe('whatever the host does', () => {
  const unreadable = new Proxy(
    {},
    {
      get: () => {
        throw new Error('get');
      },
      ownKeys: () => {
        throw new Error('ownKeys');
      },
    },
  );

  it.each([
    ['nothing', undefined],
    ['no provider', { model: 'm' }],
    ['no model', { provider: 'p' }],
    ['what cannot be read', unreadable],
  ])('its function runs, and the record is dropped and counted: %s', async (_, given) => {
    const taffrail = stage.client();
    expect(await taffrail.aiJob(given as never, async () => 'done')).toBe('done');
    expect(taffrail.stats().dropped).toBe(1);
  });

  it('a result that cannot be read is handed on', async () => {
    const taffrail = stage.client();
    expect(taffrail.aiJob(call, () => unreadable)).toBe(unreadable);
    await taffrail.aiJob(call, async (job) => {
      job.usage(unreadable);
      job.accuracy('high' as never);
    });
    expect(await told(taffrail)).toMatchObject([{ inputTokens: 0 }, { inputTokens: 0 }]);
  });

  it('its function runs after close, and without a console', async () => {
    const taffrail = stage.client();
    await taffrail.close();
    expect(await taffrail.aiJob(call, async () => 'done')).toBe('done');
    stage.ports.advance(1_000);
    expect(taffrail.stats().dropped).toBe(1);
  });
});

describe('the active span of OpenTelemetry', () => {
  const api = Symbol.for('opentelemetry.js.api.1');
  const globals = globalThis as Record<symbol, unknown>;
  const activate = (attributes: Record<string, unknown>): void => {
    const span = {
      spanContext: () => ({ traceId: 'b'.repeat(32), spanId: 'c'.repeat(16) }),
      attributes,
    };
    globals[api] = { context: { active: () => ({ getValue: () => span }) } };
  };

  afterEach(() => {
    delete globals[api];
  });

  const recordOne = async (given: AiCall) => {
    const taffrail = stage.client();
    taffrail.aiJob(given, () => 1);
    return (await told(taffrail)).at(-1);
  };

  it('gives its trace, and its id only if it is that of the call', async () => {
    activate({ 'http.route': '/leads' });
    const record = await recordOne(call);
    expect(record).toMatchObject({ traceId: 'b'.repeat(32) });
    expect(record).not.toHaveProperty('spanId');
    activate({ 'gen_ai.operation.name': 'invoke_agent', 'gen_ai.request.model': 'm' });
    expect(await recordOne(call)).not.toHaveProperty('spanId');
  });

  it('stands for one call only', async () => {
    activate({ 'gen_ai.operation.name': 'chat' });
    expect(await recordOne(call)).toMatchObject({ spanId: 'c'.repeat(16) });
    expect(await recordOne(call)).not.toHaveProperty('spanId');
  });

  it('gives way to the trace of the session', async () => {
    activate({ 'gen_ai.operation.name': 'chat' });
    const record = await recordOne({ ...call, session: { ...session, traceId: 'd'.repeat(32) } });
    expect(record).toMatchObject({ traceId: 'd'.repeat(32) });
    expect(record).not.toHaveProperty('spanId');
  });
});
