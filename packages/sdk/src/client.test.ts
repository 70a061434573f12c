import { describe, expect, it } from 'vitest';
import { eventually, someTurns } from '../test/fake-ports.ts';
import { session, useStage } from '../test/stage.ts';

const stage = useStage();

describe('logging an action', () => {
  it('sends every field as the wire has it', async () => {
    const taffrail = stage.client();
    await taffrail.logActivity(
      { organizationId: 'acme', userId: 'ada', sessionId: 's1', traceId: 'a'.repeat(32) },
      {
        action: 'lead.created',
        resourceType: 'lead',
        resourceId: 'l1',
        metadata: { country: 'DE', found: 3, nested: { deep: [1, null] } },
      },
      {
        headers: { 'user-agent': 'curl/8' },
        socket: { remoteAddress: '::ffff:192.0.2.7' },
      },
    );
    await taffrail.flush();

    const [record] = stage.server.records;
    expect(record).toEqual({
      kind: 'activity',
      id: expect.stringMatching(/^[\da-f-]{36}$/),
      organizationId: 'acme',
      userId: 'ada',
      action: 'lead.created',
      resourceType: 'lead',
      resourceId: 'l1',
      metadata: { country: 'DE', found: 3, nested: { deep: [1, null] } },
      ipAddress: '192.0.2.7',
      userAgent: 'curl/8',
      traceId: 'a'.repeat(32),
      sessionId: 's1',
      createdAt: new Date(stage.ports.now()).toISOString(),
    });
  });

  it('gives id and createdAt the same millisecond, the time of the call', async () => {
    const taffrail = stage.client();
    const calledAt = stage.ports.now();
    void taffrail.logActivity(session, { action: 'user.login' });
    stage.ports.advance(700);
    await taffrail.flush();

    const [record] = stage.server.records;
    expect(record?.['createdAt']).toBe(new Date(calledAt).toISOString());
    const idTime = String(record?.['id']).replace('-', '').slice(0, 12);
    expect(Number.parseInt(idTime, 16)).toBe(calledAt);
  });

  it('takes id and createdAt from the caller', async () => {
    const taffrail = stage.client();
    const id = '0192d3a4-5b6c-7d8e-9f00-112233445566';
    const createdAt = new Date('2026-11-20T10:00:00Z');
    void taffrail.logActivity(session, { action: 'task.created', id, createdAt });
    void taffrail.logActivity(session, { action: 'task.created', createdAt: createdAt.toJSON() });
    createdAt.setFullYear(1999);
    await taffrail.flush();

    expect(stage.server.records.map((record) => record['createdAt'])).toEqual([
      '2026-11-20T10:00:00.000Z',
      '2026-11-20T10:00:00.000Z',
    ]);
    expect(stage.server.records[0]?.['id']).toBe(id);
  });

  it('takes metadata at the call: later changes do not show', async () => {
    const taffrail = stage.client();
    const flat: Record<string, unknown> = { country: 'DE' };
    const nested = { list: ['a'] };
    void taffrail.logActivity(session, { action: 'discovery.started', metadata: flat });
    void taffrail.logActivity(session, { action: 'discovery.completed', metadata: nested });
    flat['country'] = 'FR';
    flat['late'] = true;
    nested.list.push('b');
    await taffrail.flush();

    expect(stage.server.records.map((record) => record['metadata'])).toEqual([
      { country: 'DE' },
      { list: ['a'] },
    ]);
  });

  it('sends organizations, users and memberships', async () => {
    const taffrail = stage.client();
    void taffrail.organization({ id: 'acme', name: 'Acme', plan: 'pro', seats: 5 });
    void taffrail.user({ id: 'ada', email: 'ada@example.com', createdAt: new Date(0) });
    void taffrail.membership({ organizationId: 'acme', userId: 'ada', role: 'owner' });
    await taffrail.flush();

    expect(stage.server.requests[0]?.records).toEqual([
      { kind: 'organization', id: 'acme', name: 'Acme', plan: 'pro', seats: 5 },
      { kind: 'user', id: 'ada', email: 'ada@example.com', createdAt: '1970-01-01T00:00:00.000Z' },
      { kind: 'membership', organizationId: 'acme', userId: 'ada', role: 'owner' },
    ]);
  });

  it('sends subscriptions, as they are at the call unless told otherwise', async () => {
    const taffrail = stage.client();
    const fields = {
      id: 'sub_1',
      organizationId: 'acme',
      status: 'active',
      currency: 'eur',
      amount: '49.00',
      startedAt: new Date(0),
    } as const;
    void taffrail.subscription(fields);
    void taffrail.subscription({ ...fields, at: undefined });
    void taffrail.subscription({ ...fields, at: new Date(1) });
    await taffrail.flush();

    const sent = { kind: 'subscription', ...fields, startedAt: '1970-01-01T00:00:00.000Z' };
    expect(stage.server.requests[0]?.records).toEqual([
      { ...sent, at: expect.stringMatching(/^20\d\d-/) },
      { ...sent, at: expect.stringMatching(/^20\d\d-/) },
      { ...sent, at: '1970-01-01T00:00:00.001Z' },
    ]);
  });

  it('sends deploys, over at the call unless told otherwise', async () => {
    const taffrail = stage.client();
    const fields = { sha: 'a1b2c3d', environment: 'production' };
    void taffrail.deploy(fields);
    void taffrail.deploy({ ...fields, id: 'd-1', status: 'failed', finishedAt: new Date(1) });
    await taffrail.flush();

    expect(stage.server.requests[0]?.records).toEqual([
      { kind: 'deploy', ...fields, finishedAt: expect.stringMatching(/^20\d\d-/) },
      {
        kind: 'deploy',
        ...fields,
        id: 'd-1',
        status: 'failed',
        finishedAt: '1970-01-01T00:00:00.001Z',
      },
    ]);
  });

  it('costs no promise of its own', () => {
    const taffrail = stage.client();
    const first = taffrail.logActivity(session, { action: 'lead.viewed' });
    expect(taffrail.logActivity(session, { action: 'lead.viewed' })).toBe(first);
  });

  it('replaces what Postgres cannot store', async () => {
    const taffrail = stage.client();
    const metadata = { half: '\ud83d', nul: 'a\u0000b', path: 'C:\\u0000', emoji: '🚢' };
    void taffrail.logActivity(session, { action: 'lead.updated', metadata });
    await taffrail.flush();

    expect(stage.server.records[0]?.['metadata']).toEqual({
      half: '\ufffd',
      nul: 'a\ufffdb',
      path: 'C:\\u0000',
      emoji: '🚢',
    });
  });
});

describe('batches', () => {
  it('go when they are full', async () => {
    const taffrail = stage.client({ batchRecords: 10 });
    for (let n = 0; n < 25; n += 1) void taffrail.logActivity(session, { action: 'lead.viewed' });
    await eventually(() => taffrail.stats().accepted === 20);

    expect(stage.server.requests.map((request) => request.records.length)).toEqual([10, 10]);
    expect(taffrail.stats()).toMatchObject({ queued: 5 });
  });

  it('go when their time has come', async () => {
    const taffrail = stage.client({ flushIntervalMs: 1_000 });
    void taffrail.logActivity(session, { action: 'lead.viewed' });
    stage.ports.advance(999);
    await someTurns();
    expect(stage.server.requests).toHaveLength(0);

    void taffrail.logActivity(session, { action: 'lead.viewed' });
    stage.ports.advance(1);
    await eventually(() => stage.server.stored.size === 2);
    expect(stage.server.requests).toHaveLength(1);
  });

  it('are cut by size as well', async () => {
    const taffrail = stage.client();
    const metadata = { text: 'x'.repeat(30_000) };
    for (let n = 0; n < 120; n += 1) {
      void taffrail.logActivity(session, { action: 'lead.viewed', metadata });
    }
    expect(await taffrail.flush()).toBe(true);
    expect(stage.server.stored.size).toBe(120);
    expect(stage.server.requests.length).toBeGreaterThan(2);
  });

  it('keep the order of the calls, ids too', async () => {
    const taffrail = stage.client({ batchRecords: 7 });
    for (let n = 0; n < 100; n += 1) {
      void taffrail.logActivity(session, { action: 'lead.viewed', metadata: { n } });
    }
    await taffrail.flush();

    const sent = stage.server.requests.flatMap((request) => request.records);
    expect(sent.map((record) => (record['metadata'] as { n: number }).n)).toEqual(
      Array.from({ length: 100 }, (_, n) => n),
    );
    const ids = sent.map((record) => String(record['id']));
    expect(ids).toEqual(ids.toSorted());
  });
});

describe('the bounded queue', () => {
  it('drops the newest beyond its bound, counts and reports them once', async () => {
    const taffrail = stage.client({ maxQueuedRecords: 10, batchRecords: 5 });
    for (let n = 0; n < 25; n += 1) {
      void taffrail.logActivity(session, { action: 'lead.viewed', metadata: { n } });
    }
    expect(taffrail.stats()).toMatchObject({ queued: 10, dropped: 15 });
    stage.ports.advance(1_000);
    expect(stage.errors).toEqual([{ code: 'queue_full', message: 'the queue is full', count: 15 }]);

    await taffrail.flush();
    expect(stage.server.records.map((record) => record['metadata'])).toEqual(
      Array.from({ length: 10 }, (_, n) => ({ n })),
    );
    void taffrail.logActivity(session, { action: 'lead.viewed' });
    expect(taffrail.stats()).toMatchObject({ queued: 1, queuedBytes: expect.any(Number) });
  });

  it('is bounded in bytes', () => {
    const taffrail = stage.client({ maxQueuedBytes: 100_000 });
    const metadata = { text: 'x'.repeat(20_000) };
    for (let n = 0; n < 10; n += 1) {
      void taffrail.logActivity(session, { action: 'lead.viewed', metadata });
    }
    expect(taffrail.stats()).toMatchObject({ queued: 4, dropped: 6 });
    expect(taffrail.stats().queuedBytes).toBeLessThan(100_000);
  });

  it('weighs nothing when everything is settled', async () => {
    const taffrail = stage.client({ batchRecords: 3 });
    for (let n = 0; n < 10; n += 1) void taffrail.logActivity(session, { action: 'lead.viewed' });
    await taffrail.flush();
    expect(taffrail.stats()).toMatchObject({ queued: 0, queuedBytes: 0, accepted: 10, sent: 10 });
  });
});

describe('flush and close', () => {
  it('flush says whether the console has answered in time', async () => {
    const taffrail = stage.client();
    expect(await taffrail.flush()).toBe(true);

    stage.server.standing = 'hang';
    void taffrail.logActivity(session, { action: 'user.logout' });
    const flushed = taffrail.flush(2_000);
    await eventually(() => stage.server.requests.length === 1);
    stage.ports.advance(2_000);
    expect(await flushed).toBe(false);
  });

  it('close sends what waits, then nothing is taken any more', async () => {
    const taffrail = stage.client();
    void taffrail.logActivity(session, { action: 'user.logout' });
    expect(await taffrail.close()).toBe(true);
    expect(await taffrail.close()).toBe(true);
    expect(stage.server.stored.size).toBe(1);

    await taffrail.logActivity(session, { action: 'user.login' });
    expect(taffrail.stats()).toMatchObject({ queued: 0, dropped: 1 });
    stage.ports.advance(1_000);
  });

  it('close gives up after its time and counts what it drops', async () => {
    const taffrail = stage.client();
    stage.server.standing = 'hang';
    void taffrail.logActivity(session, { action: 'user.logout' });
    const closed = taffrail.close(3_000);
    await eventually(() => stage.server.requests.length === 1);
    stage.ports.advance(3_000);
    expect(await closed).toBe(false);
    expect(taffrail.stats()).toMatchObject({ dropped: 1, accepted: 0, queued: 0, queuedBytes: 0 });
    expect(stage.errors.at(-1)).toMatchObject({ code: 'closed', count: 1 });
  });
});
