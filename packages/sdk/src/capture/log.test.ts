import { describe, expect, it } from 'vitest';
import { session, useStage } from '../../test/stage.ts';
import { createTaffrail } from '../create-taffrail.ts';
import type { Log } from './log.ts';
import type { Session } from './session.ts';

const stage = useStage();

const sentBy = async (as: Session | null | undefined, log: Log) => {
  const taffrail = stage.client();
  taffrail.log(as, log);
  await taffrail.flush();
  expect(stage.server.records).toHaveLength(1);
  return stage.server.records[0];
};
const sent = (log: Log) => sentBy(session, log);

const unreadable = new Proxy(new Error('hidden'), {
  get: () => {
    throw new Error('get');
  },
});

class PaymentDeclined extends Error {}

describe('logging', () => {
  it('sends every field as the wire has it', async () => {
    const who = { ...session, sessionId: 's1', traceId: 'a'.repeat(32) };
    const log = {
      level: 'warning',
      message: 'Slow',
      source: 'job sync',
      context: { n: 1 },
    } as const;
    expect(await sentBy(who, log)).toEqual({
      kind: 'log',
      id: expect.stringMatching(/^[\da-f]{8}-[\da-f]{4}-7/),
      level: 'warning',
      message: 'Slow',
      source: 'job sync',
      context: { n: 1 },
      organizationId: 'acme',
      userId: 'ada',
      sessionId: 's1',
      traceId: 'a'.repeat(32),
      createdAt: new Date(stage.ports.now()).toISOString(),
    });
  });

  it.each([undefined, null])('needs no session: %s', async (as) => {
    const record = await sentBy(as, { level: 'info', message: 'Started', source: 'main' });
    expect(record).not.toHaveProperty('organizationId');
  });

  it('takes type, message and stack from what was thrown', async () => {
    const error = new PaymentDeclined('No money');
    expect(await sent({ level: 'error', source: 'POST /pay', error })).toMatchObject({
      message: 'No money',
      errorType: 'PaymentDeclined',
      stack: error.stack,
    });
  });

  it('adds the stacks of the causes, however they go round', async () => {
    const cause = new TypeError('below');
    const error = new Error('above', { cause });
    cause.cause = error;
    const record = await sent({ level: 'error', source: 's', message: 'Mine', error });
    expect(record).toMatchObject({ message: 'Mine', errorType: 'Error' });
    const stack = String(record?.['stack']);
    expect(stack.startsWith(`${error.stack}\nCaused by: ${cause.stack}\n`)).toBe(true);
    expect(stack.split('Caused by: ')).toHaveLength(6);
  });

  it.each([
    ['a text', 'it broke', 'it broke'],
    ['a number', 7, '7'],
    ['null', null, 'null'],
    ['an error that cannot be read', unreadable, 'unknown error'],
  ])('describes %s that was thrown', async (_, error, message) => {
    const record = await sent({ level: 'error', source: 's', error });
    expect(record).toMatchObject({ message });
    expect(record).not.toHaveProperty('stack');
  });

  it('cuts what is too long, and stays well-formed', async () => {
    const error = new Error('x');
    error.name = 'n'.repeat(500);
    error.stack = 'k'.repeat(100_000);
    const message = '😀'.repeat(10_000);
    const record = await sent({ level: 'error', source: `a${'😀'.repeat(300)}`, message, error });
    expect(String(record?.['message'])).toHaveLength(10_000);
    expect(String(record?.['source'])).toHaveLength(300);
    expect(String(record?.['source']).isWellFormed()).toBe(true);
    expect(String(record?.['errorType'])).toHaveLength(200);
    expect(String(record?.['stack'])).toHaveLength(32_768);
  });

  it('is not lost over its context', async () => {
    const context: Record<string, unknown> = { page: 3 };
    context['self'] = context;
    expect(await sent({ level: 'info', source: 's', message: 'm', context })).toMatchObject({
      context: { page: 3, self: '[unserializable]' },
    });
    stage.ports.advance(1_000);
    expect(stage.errors.map(({ code }) => code)).toEqual(['metadata_replaced']);
  });

  it('shows nothing that happens after the call', async () => {
    const taffrail = stage.client();
    const context = { page: 1 };
    taffrail.log(session, { level: 'info', source: 's', message: 'm', context });
    context.page = 2;
    await taffrail.flush();
    expect(stage.server.records[0]?.['context']).toEqual({ page: 1 });
  });
});

describe('what is no log', () => {
  it.each([
    ['nothing', undefined],
    ['no level', { source: 's', message: 'm' }],
    ['no source', { level: 'info', message: 'm' }],
    ['neither message nor error', { level: 'info', source: 's' }],
    ['an unreadable one', unreadable],
  ])('is dropped and counted: %s', async (_, log) => {
    const taffrail = stage.client();
    taffrail.log(session, log as never);
    taffrail.log(unreadable as never, { level: 'info', source: 's', message: 'm' });
    await taffrail.flush();
    stage.ports.advance(1_000);
    expect(stage.server.records).toEqual([]);
    expect(taffrail.stats().dropped).toBe(2);
    expect(new Set(stage.errors.map(({ code }) => code))).toEqual(new Set(['invalid_record']));
  });

  it('is dropped after close, and without a console', async () => {
    const log = { level: 'info', source: 's', message: 'm' } as const;
    const closed = stage.client();
    await closed.close();
    closed.log(session, log);
    stage.ports.advance(1_000);
    expect(closed.stats().dropped).toBe(1);
    const nowhere = createTaffrail({ url: undefined, key: undefined });
    nowhere.log(session, log);
    await nowhere.close(0);
  });
});
