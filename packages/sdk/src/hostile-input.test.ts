import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { session, useStage } from '../test/stage.ts';
import type { Activity } from './capture/activity.ts';
import { createTaffrail } from './create-taffrail.ts';

const stage = useStage();

const circular: Record<string, unknown> = { country: 'DE' };
circular['self'] = circular;
const nested = (depth: number): unknown => {
  let value: unknown = 'deep';
  for (let level = 0; level < depth; level += 1) value = [value];
  return value;
};
const throwing = {
  country: 'DE',
  get bad(): string {
    throw new Error('getter');
  },
};
const unreadable = new Proxy(
  {},
  {
    ownKeys: () => {
      throw new Error('ownKeys');
    },
    get: () => {
      throw new Error('get');
    },
  },
);

describe('hostile metadata', () => {
  const kept: readonly [string, Record<string, unknown>, unknown][] = [
    ['a circle', circular, { country: 'DE', self: '[unserializable]' }],
    ['a getter that throws', throwing, { country: 'DE', bad: '[unserializable]' }],
    ['a proxy that throws', unreadable, { value: '[unserializable]' }],
    ['a bigint', { n: 10n ** 20n }, { n: '100000000000000000000' }],
    ['a bigint within', { a: { n: 1n } }, { a: { n: '1' } }],
    ['functions and symbols', { f: () => 1, s: Symbol('s'), ok: 1 }, { ok: 1 }],
    ['numbers that JSON has no word for', { a: Number.NaN, b: Infinity }, { a: null, b: null }],
    ['dates', { at: new Date(0) }, { at: '1970-01-01T00:00:00.000Z' }],
    ['an array', [1, 2] as never, { value: [1, 2] }],
    ['a text', 'text' as never, { value: 'text' }],
    ['a toJSON', { toJSON: () => ({ mine: 1 }) }, { mine: 1 }],
    ['a toJSON of a text', { toJSON: () => 'mine' }, { value: 'mine' }],
    [
      'a toJSON that throws',
      {
        toJSON: () => {
          throw new Error('toJSON');
        },
        a: 1,
      },
      { toJSON: null, a: 1 },
    ],
    ['nesting too deep to encode', { a: nested(50_000), b: 1 }, { a: '[unserializable]', b: 1 }],
    [
      'a name like __proto__',
      JSON.parse('{"__proto__":{"a":1}}') as Record<string, unknown>,
      JSON.parse('{"__proto__":{"a":1}}'),
    ],
  ];

  it.each(kept)('keeps the action with %s', async (_, metadata, expected) => {
    const taffrail = stage.client();
    await taffrail.logActivity(session, { action: 'lead.updated', metadata });
    await taffrail.flush();
    expect(stage.server.records[0]?.['metadata']).toEqual(expected);
    stage.ports.advance(1_000);
  });

  it.each([
    ['one huge text', { text: 'x'.repeat(50_000_000) }],
    ['many names', Object.fromEntries(Array.from({ length: 5_000 }, (_, n) => [`name${n}`, n]))],
    ['text of many bytes', { text: 'ж'.repeat(20_000) }],
    ['a huge text within', { a: { text: 'x'.repeat(40_000) } }],
  ])('notes in place of %s that it was too large', async (_, metadata) => {
    const taffrail = stage.client();
    await taffrail.logActivity(session, { action: 'lead.updated', metadata });
    expect(taffrail.stats().queuedBytes).toBeLessThan(40_000);
    await taffrail.flush();
    expect(stage.server.records[0]?.['metadata']).toEqual({
      omitted: expect.stringContaining('over the limit of 32768 bytes'),
    });
    stage.ports.advance(1_000);
    expect(stage.errors).toMatchObject([{ code: 'metadata_replaced', count: 1 }]);
  });

  it('sends any JSON value as JSON.stringify would', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 4 })),
        async (metadata) => {
          const taffrail = stage.client();
          stage.server.stored.clear();
          await taffrail.logActivity(session, { action: 'lead.updated', metadata });
          await taffrail.flush();
          const expected: unknown = JSON.parse(JSON.stringify(metadata));
          expect(stage.server.records[0]?.['metadata']).toEqual(expected);
          await taffrail.close();
        },
      ),
      { numRuns: 50 },
    );
  });
});

describe('hostile calls', () => {
  const calls: readonly [string, unknown[]][] = [
    ['nothing at all', []],
    ['no session', [undefined, { action: 'lead.created' }]],
    ['no activity', [session]],
    ['no action', [session, {}]],
    ['an action that is no text', [session, { action: 7 }]],
    ['a session that throws', [unreadable, { action: 'lead.created' }]],
    ['an activity that throws', [session, unreadable]],
    ['a date that is none', [session, { action: 'lead.created', createdAt: 'soon' }]],
    ['a resource that is an object', [session, { action: 'lead.created', resourceId: {} }]],
    ['a resource of a megabyte', [session, { action: 'a.b', resourceId: 'x'.repeat(1e6) }]],
    ['options that throw', [session, { action: 'lead.created' }, undefined, unreadable]],
  ];

  it.each(calls)('counts %s as dropped, and goes on', async (_, call) => {
    const taffrail = stage.client();
    const log = taffrail.logActivity as (...call: unknown[]) => Promise<unknown>;
    await expect(log(...call)).resolves.toBeUndefined();
    expect(taffrail.stats()).toMatchObject({ queued: 0, dropped: 1 });
    stage.ports.advance(1_000);
    expect(stage.errors).toMatchObject([{ code: 'invalid_record', count: 1 }]);

    await taffrail.logActivity(session, { action: 'lead.created' });
    await taffrail.flush();
    expect(stage.server.stored.size).toBe(1);
  });

  it.each([
    ['that throws', unreadable],
    ['without headers', {}],
    ['that is a text', 'request'],
  ])('logs the action with a request %s', async (_, request) => {
    const taffrail = stage.client();
    await taffrail.logActivity(session, { action: 'lead.created' }, request as never);
    await taffrail.flush();
    expect(stage.server.records[0]).not.toHaveProperty('ipAddress');
  });

  it('writes numbers as the text that an id is', async () => {
    const taffrail = stage.client();
    const activity = { action: 'lead.created', resourceId: 42 } as unknown as Activity;
    await taffrail.logActivity({ organizationId: 7 as never, userId: 8n as never }, activity);
    await taffrail.flush();
    expect(stage.server.records[0]).toMatchObject({
      organizationId: '7',
      userId: '8',
      resourceId: '42',
    });
  });

  it('drops fields of a customer that cannot be encoded', async () => {
    const taffrail = stage.client();
    await taffrail.organization(circular as never);
    await taffrail.user(undefined as never);
    await taffrail.membership({ organizationId: 'x'.repeat(200_000), userId: 'ada' });
    expect(taffrail.stats()).toMatchObject({ queued: 0, dropped: 3 });
    stage.ports.advance(1_000);
  });
});

describe('hostile options', () => {
  it.each([
    ['none', undefined],
    ['no url', { key: 'k' }],
    ['a url that is none', { url: 'not a url', key: 'k' }],
    ['a protocol that is not HTTP', { url: 'ftp://127.0.0.1', key: 'k' }],
    ['no key', { url: 'http://127.0.0.1:1' }],
    ['a key that no header can carry', { url: 'http://127.0.0.1:1', key: 'a\nb' }],
  ])('with %s everything is dropped and counted', async (_, options) => {
    const taffrail = createTaffrail(options as never);
    await taffrail.logActivity(session, { action: 'lead.created' });
    expect(await taffrail.flush()).toBe(true);
    expect(taffrail.stats()).toMatchObject({ dropped: 1, lastError: { code: 'refused' } });
    await taffrail.close();
  });

  it('falls back on defaults for limits that make no sense', async () => {
    const taffrail = stage.client({
      batchRecords: Number.NaN,
      flushIntervalMs: -1,
      maxQueuedRecords: 'many' as never,
      maxQueuedBytes: undefined,
      trustProxy: 'yes' as never,
    });
    await taffrail.logActivity(session, { action: 'lead.created' });
    expect(await taffrail.flush(Number.POSITIVE_INFINITY)).toBe(true);
    expect(stage.server.stored.size).toBe(1);
  });

  it.each([
    [
      'throws',
      () => {
        throw new Error('handler');
      },
    ],
    ['rejects', () => Promise.reject(new Error('handler'))],
  ])('an onError that %s does no harm', async (_, onError) => {
    const taffrail = stage.client({ onError });
    stage.server.behaviours.push({ status: 400 });
    await taffrail.logActivity(session, { action: 'lead.created' });
    expect(await taffrail.flush()).toBe(true);
    expect(taffrail.stats()).toMatchObject({ dropped: 1 });
  });
});
