import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { eventually, someTurns } from '../../test/fake-ports.ts';
import type { Behaviour } from '../../test/ingest-server.ts';
import { session, useStage } from '../../test/stage.ts';

const stage = useStage();

const errorCodes = (): string[] => stage.errors.map((error) => error.code);

describe('what is sent again', () => {
  const failures: readonly [string, Behaviour][] = [
    ['500', { status: 500 }],
    ['503', { status: 503 }],
    ['429', { status: 429 }],
    ['a reset connection', 'reset'],
    ['a reset in the middle of the answer', 'reset midway'],
    ['200 with a page instead of an answer', { status: 200, body: '<html>welcome</html>' }],
    ['200 with half an answer', { status: 200, body: '{"accepted":1}' }],
    ['200 with a rejection of nothing', { status: 200, body: '{"accepted":0,"rejected":[1]}' }],
    ['200 with another JSON', { status: 200, body: 'null' }],
    ['an answer without end', { status: 200, body: 'x'.repeat(5_000_000) }],
  ];

  it.each(failures)('after %s: the same bytes under the same key', async (_, failure) => {
    const taffrail = stage.client();
    stage.server.behaviours.push(failure, failure);
    void taffrail.logActivity(session, { action: 'lead.created' });
    stage.ports.advance(1_000);
    for (const [attempt, longestMs] of [500, 1_000].entries()) {
      await eventually(() => stage.errors.length === attempt + 1);
      expect(stage.server.requests).toHaveLength(attempt + 1);
      await eventually(() => stage.ports.delays[0] === longestMs * stage.ports.chance);
      stage.ports.advance(longestMs * stage.ports.chance);
    }
    await eventually(() => taffrail.stats().accepted === 1);

    expect(stage.server.stored.size).toBe(1);
    const [first, second, third] = stage.server.requests;
    for (const again of [second, third]) {
      expect(again?.headers['idempotency-key']).toBe(first?.headers['idempotency-key']);
      expect(again?.body).toEqual(first?.body);
    }
    expect(taffrail.stats()).toMatchObject({ retries: 2, requests: 3, sent: 1, dropped: 0 });
    expect(errorCodes()).toEqual(['unreachable', 'unreachable']);
  });

  it('after no answer within the time limit', async () => {
    const taffrail = stage.client({ requestTimeoutMs: 5_000 });
    stage.server.behaviours.push('hang');
    void taffrail.logActivity(session, { action: 'lead.created' });
    stage.ports.advance(1_000);
    await eventually(() => stage.server.requests.length === 1);
    stage.ports.advance(5_000);
    await eventually(() => stage.errors.length === 1);
    expect(stage.errors[0]).toMatchObject({ message: 'no answer within 5000 ms', count: 1 });
    await taffrail.flush();
    expect(stage.server.stored.size).toBe(1);
  });

  it('after the console was not there at all', async () => {
    await stage.server.stop();
    const taffrail = stage.client();
    void taffrail.logActivity(session, { action: 'lead.created' });
    stage.ports.advance(1_000);
    await eventually(() => stage.errors.length === 1);
    expect(stage.errors[0]).toMatchObject({ code: 'unreachable', count: 1 });
    expect(taffrail.stats()).toMatchObject({ queued: 1, dropped: 0 });
  });

  it.each([
    ['seconds', () => '30', 30_000],
    ['a date', () => new Date(stage.ports.now() + 21_000).toUTCString(), 20_000],
    ['an absurd number of seconds, as an hour', () => '99999999', 3_600_000],
  ])('no earlier than Retry-After says in %s', async (_, toRetryAfter, expectedMs) => {
    const taffrail = stage.client();
    const retryAfter = toRetryAfter();
    stage.server.behaviours.push({ status: 503, headers: { 'retry-after': retryAfter } });
    void taffrail.logActivity(session, { action: 'lead.created' });
    stage.ports.advance(1_000);
    await eventually(() => stage.errors.length === 1);
    stage.ports.advance(expectedMs - 1);
    const flushed = taffrail.flush();
    await someTurns();
    expect(stage.server.requests).toHaveLength(1);
    stage.ports.advance(501);
    expect(await flushed).toBe(true);
    expect(stage.server.requests).toHaveLength(2);
  });

  it('at once when a flush is asked for and the console named no time', async () => {
    const taffrail = stage.client();
    stage.server.behaviours.push({ status: 500 });
    void taffrail.logActivity(session, { action: 'lead.created' });
    stage.ports.advance(1_000);
    await eventually(() => stage.errors.length === 1);
    expect(await taffrail.flush()).toBe(true);
  });

  it('within seconds even after an hour without the console, and everything arrives', async () => {
    const taffrail = stage.client({ batchRecords: 500 });
    stage.server.standing = { status: 503 };
    stage.ports.chance = 0.999;
    for (let minute = 0; minute < 60; minute += 1) {
      for (let n = 0; n < 100; n += 1)
        void taffrail.logActivity(session, { action: 'lead.viewed' });
      stage.ports.advance(60_000);
      await someTurns();
    }
    expect(taffrail.stats()).toMatchObject({ queued: 6_000, dropped: 0 });
    expect(taffrail.stats().queuedBytes).toBeLessThan(1_000_000);

    stage.server.standing = 'accept';
    stage.ports.advance(30_000);
    await eventually(() => taffrail.stats().accepted === 6_000);
    expect(stage.server.stored.size).toBe(6_000);
  });
});

describe('what is not sent again', () => {
  it.each([400, 401, 403, 404, 409, 415, 301])('a batch answered with %i', async (status) => {
    const taffrail = stage.client();
    stage.server.behaviours.push({ status, body: 'no' });
    void taffrail.logActivity(session, { action: 'lead.created' });
    expect(await taffrail.flush()).toBe(true);
    expect(taffrail.stats()).toMatchObject({ dropped: 1, queued: 0, retries: 0, sent: 0 });
    expect(stage.errors).toEqual([
      { code: 'refused', message: `the console answered ${status}: no`, count: 1 },
    ]);

    void taffrail.logActivity(session, { action: 'lead.updated' });
    await taffrail.flush();
    expect(stage.server.stored.size).toBe(1);
  });

  it('a record that the console rejects: counted and shown to the host', async () => {
    const taffrail = stage.client();
    stage.server.standing = { reject: (record) => record['resourceId'] === 'bad' };
    for (const resourceId of ['a', 'bad', 'c']) {
      void taffrail.logActivity(session, { action: 'lead.created', resourceId });
    }
    await taffrail.flush();
    expect(taffrail.stats()).toMatchObject({ sent: 3, accepted: 2, rejected: 1, dropped: 0 });
    expect(stage.errors).toMatchObject([{ code: 'rejected', count: 1 }]);
    const [rejection] = stage.errors[0]?.rejections ?? [];
    expect(rejection).toMatchObject({ code: 'invalid_record', message: 'not as it should be' });
    expect(JSON.parse(rejection?.record ?? '')).toMatchObject({ resourceId: 'bad' });
  });
});

describe('a batch that is too large', () => {
  it('is split until it fits', async () => {
    const taffrail = stage.client();
    const tooLarge = { status: 413 };
    stage.server.behaviours.push(tooLarge, tooLarge, 'accept', 'accept', 'accept');
    for (let n = 0; n < 7; n += 1) {
      void taffrail.logActivity(session, { action: 'lead.viewed', metadata: { n } });
    }
    expect(await taffrail.flush()).toBe(true);
    expect(stage.server.requests.map(({ records }) => records.length)).toEqual([7, 3, 1, 2, 4]);
    expect(stage.server.records.map((record) => record['metadata'])).toEqual(
      Array.from({ length: 7 }, (_, n) => ({ n })),
    );
    expect(taffrail.stats()).toMatchObject({ queued: 0, queuedBytes: 0, accepted: 7 });
  });

  it('is dropped when it is one record', async () => {
    const taffrail = stage.client();
    stage.server.behaviours.push({ status: 413 });
    void taffrail.logActivity(session, { action: 'lead.viewed' });
    expect(await taffrail.flush()).toBe(true);
    expect(taffrail.stats()).toMatchObject({ dropped: 1, queued: 0 });
  });
});

describe('a request', () => {
  it('whose answer leaves records out is not repeated, and the host is told', async () => {
    const taffrail = stage.client();
    stage.server.behaviours.push({ status: 200, body: '{"accepted":1,"rejected":[]}' });
    for (let n = 0; n < 3; n += 1) void taffrail.logActivity(session, { action: 'lead.viewed' });
    expect(await taffrail.flush()).toBe(true);
    expect(taffrail.stats()).toMatchObject({ sent: 3, accepted: 1, retries: 0 });
    expect(stage.errors).toMatchObject([
      { code: 'warning', message: 'the answer leaves out 2 of 3 records' },
    ]);
  });

  it('carries warnings of the console to the host', async () => {
    const taffrail = stage.client();
    stage.server.standing = { warn: 'three records are an hour old' };
    void taffrail.logActivity(session, { action: 'lead.viewed' });
    await taffrail.flush();
    expect(stage.errors).toEqual([
      { code: 'warning', message: 'three records are an hour old', count: 1 },
    ]);
  });

  it('is one at a time, over one connection', async () => {
    const taffrail = stage.client({ batchRecords: 2 });
    stage.server.behaviours.push('hang');
    for (let n = 0; n < 10; n += 1) void taffrail.logActivity(session, { action: 'lead.viewed' });
    await eventually(() => stage.server.requests.length === 1);
    await someTurns();
    expect(stage.server.requests).toHaveLength(1);
  });

  it('is in zstd once the console has said that it takes it, and in gzip again after 415', async () => {
    const taffrail = stage.client();
    stage.server.takesZstd = true;
    const log = (): Promise<boolean> => {
      void taffrail.logActivity(session, { action: 'lead.viewed' });
      return taffrail.flush();
    };
    await log();
    stage.server.behaviours.push({ status: 413 });
    void taffrail.logActivity(session, { action: 'lead.viewed' });
    await log();
    stage.server.behaviours.push({ status: 415, headers: { 'accept-encoding': 'gzip' } });
    await log();
    await log();
    const encodings = stage.server.requests.map(({ headers }) => headers['content-encoding']);
    expect(encodings).toEqual(['gzip', 'zstd', 'zstd', 'zstd', 'zstd', 'gzip']);
    expect(taffrail.stats()).toMatchObject({ accepted: 4, dropped: 1 });
  });

  it('is about an eighth of its text', async () => {
    const taffrail = stage.client();
    for (let n = 0; n < 500; n += 1) {
      const metadata = { keyword: 'chemicals', country: 'DE', found: n };
      void taffrail.logActivity(session, { action: 'discovery.started', metadata });
    }
    await taffrail.flush();
    const { body } = stage.server.requests[0] ?? { body: Buffer.alloc(0) };
    expect(body.length * 4).toBeLessThan(gunzipSync(body).length);
  });
});
