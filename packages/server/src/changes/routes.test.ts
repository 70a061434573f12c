import { changesLimits, type ChangeTopic } from '@taffrail/contract';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { followChanges, type FollowedChanges } from '../../test/outside/follow-changes.ts';
import { startTestServer, type TestServer } from '../../test/server.ts';
import { registry } from '../platform/metrics.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

const waitFor = <T>(check: () => T | Promise<T>) => vi.waitFor(check, 10_000);

/** All topics, one of which everybody hears, so that what is not heard was kept back. */
const announceAll = async (followed: FollowedChanges): Promise<ReadonlySet<string>> => {
  const before = followed.events.length;
  const heard = () => followed.events.slice(before).flat();
  const hearOfActivity = (times: number) =>
    waitFor(() => expect(heard().filter((topic) => topic === 'activity')).toHaveLength(times));
  server.changes.announce('customers', 'keys', 'operators', 'audit_log', 'api_requests');
  server.changes.announce('database_latency', 'activity');
  await hearOfActivity(1);
  // Told after its pause, and thus after those of all that was told before.
  server.changes.announce('activity');
  await hearOfActivity(2);
  return new Set(heard());
};

const openNow = async (): Promise<number | undefined> =>
  (await registry.getSingleMetric('taffrail_change_streams')?.get())?.values[0]?.value;

describe('GET /api/v1/changes', () => {
  it('needs a session or a key that reads', async () => {
    expect((await followChanges(server)).status).toBe(401);
    expect((await followChanges(server, await server.ingestKey())).status).toBe(401);
    const made = { headers: { cookie: 'taffrail_session_4600=made-up' } };
    expect((await followChanges(server, made)).status).toBe(401);
  });

  it.each([
    ['owner', ['keys', 'operators', 'audit_log', 'customers', 'api_requests', 'database_latency']],
    ['operator', ['keys', 'audit_log', 'customers', 'api_requests', 'database_latency']],
    ['viewer', ['customers', 'api_requests', 'database_latency']],
    ['support', ['customers', 'api_requests', 'database_latency']],
    ['finance', ['customers', 'api_requests']],
  ] as const satisfies [string, ChangeTopic[]][])(
    'tells %s of what they may read, and of nothing else',
    async (role, topics) => {
      const followed = await followChanges(server, await server.operator(role));
      await waitFor(() => expect(followed.events).toEqual(['connected']));
      expect(await announceAll(followed)).toEqual(new Set(['activity', ...topics]));
    },
  );

  it('begins with connected, in a stream that nothing on the way keeps or packs', async () => {
    const followed = await followChanges(server, await server.apiKey('viewer'));
    expect(followed.status).toBe(200);
    expect(followed.headers).toMatchObject({
      'content-type': 'text/event-stream',
      'cache-control': 'no-store, no-transform',
      'x-accel-buffering': 'no',
    });
    expect(followed.headers['content-encoding']).toBeUndefined();
    await waitFor(() => expect(followed.events).toEqual(['connected']));
    expect(followed.text()).toContain('event: connected\ndata: {}\n\n');
  });

  it('tells every stream, each in messages of its own', async () => {
    const owner = await server.operator('owner');
    const streams = await Promise.all([1, 2, 3].map(() => followChanges(server, owner)));
    server.changes.announce('activity');
    for (const { events } of streams)
      await waitFor(() => expect(events).toContainEqual(['activity']));
  });

  it('says connected again after the server itself was cut off', async () => {
    const followed = await followChanges(server, await server.operator('viewer'));
    await waitFor(() => expect(followed.events).toEqual(['connected']));
    await server.owner.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and application_name = 'taffrail changes'`,
    );
    await waitFor(() => expect(followed.events).toEqual(['connected', 'connected']));
  });

  it('answers HEAD with the headers alone', async () => {
    const followed = await followChanges(server, await server.operator('viewer'), 'HEAD');
    expect(followed.status).toBe(200);
    expect(followed.headers['content-type']).toBe('text/event-stream');
    await followed.ended;
  });

  it('is described as a stream of events', async () => {
    const { paths } = (await server.inject('GET /api/openapi.json')).body;
    const { responses } = paths['/api/v1/changes'].get;
    expect(responses[200].content['text/event-stream'].schema.properties).toHaveProperty('topics');
  });
});

describe('a stream that is open', () => {
  it('ends with its session', async () => {
    const operator = await server.operator('viewer');
    const followed = await followChanges(server, operator);
    await server.inject('DELETE /api/v1/session', { as: operator });
    await followed.ended;
  });

  it('ends when its operator is disabled or gets another role, and no other does', async () => {
    const owner = await server.operator('owner');
    const others = await followChanges(server, owner);
    const [disabled, changed] = [
      await server.operator('support'),
      await server.operator('support'),
    ];
    const streams = await Promise.all([disabled, changed].map((as) => followChanges(server, as)));
    const change = (id: string, body: unknown) =>
      server.inject(`PATCH /api/v1/operators/${id}`, { as: owner, body });
    expect((await change(disabled.id, { disabled: true })).status).toBe(200);
    expect((await change(changed.id, { role: 'viewer' })).status).toBe(200);
    for (const { ended } of streams) await ended;
    await announceAll(others);
  });

  it('ends when its key is revoked', async () => {
    const key = await server.apiKey('viewer');
    const followed = await followChanges(server, key);
    const as = await server.operator('owner');
    await server.inject(`DELETE /api/v1/api-keys/${key.id}`, { as });
    await followed.ended;
  });

  it('ends within seconds when nothing tells that the session is over', async () => {
    const operator = await server.operator('viewer');
    const followed = await followChanges(server, operator);
    await server.owner.query('delete from operator_sessions where operator_id = $1', [operator.id]);
    await followed.ended;
  });

  it('does not keep its session alive', async () => {
    const operator = await server.operator('viewer');
    const lastUse = async () => {
      const { rows } = await server.owner.query(
        'select last_used_at, expires_at from operator_sessions where operator_id = $1',
        [operator.id],
      );
      return rows[0];
    };
    const before = await lastUse();
    const followed = await followChanges(server, operator);
    server.clock.advance({ minutes: 10 });
    server.changes.announce('operators');
    await announceAll(followed);
    expect(await lastUse()).toEqual(before);
  });

  it('is forgotten when its reader goes, also without a farewell', async () => {
    await waitFor(async () => expect(await openNow()).toBe(0));
    const [one, other] = [await server.operator('viewer'), await server.operator('viewer')];
    const closed = await followChanges(server, one);
    const broken = await followChanges(server, other);
    await waitFor(async () => expect(await openNow()).toBe(2));
    closed.close();
    broken.answer.socket.resetAndDestroy();
    await waitFor(async () => expect(await openNow()).toBe(0));
  });

  it('does not hold up the stopping of the server', async () => {
    const own = await startTestServer();
    let isClosed = false;
    onTestFinished(async () => {
      if (!isClosed) await own.close();
    });
    const followed = await followChanges(own, await own.operator('viewer'));
    await own.close();
    isClosed = true;
    await followed.ended;
    expect(followed.answer.complete).toBe(true);
  });
});

describe('too many streams', () => {
  const { streamsPerCaller, streams } = changesLimits;
  const times = (count: number) => Array.from({ length: count });

  it('are refused to one operator, while others follow', async () => {
    const busy = await server.operator('viewer');
    const open = await Promise.all(times(streamsPerCaller).map(() => followChanges(server, busy)));
    expect(new Set(open.map(({ status }) => status))).toEqual(new Set([200]));
    const refused = await followChanges(server, busy);
    expect(refused.status).toBe(429);
    expect(refused.headers['retry-after']).toBe('30');
    await waitFor(() =>
      expect(JSON.parse(refused.text()).error).toMatchObject({
        code: 'too_many_requests',
        details: { limit: streamsPerCaller },
      }),
    );
    expect((await followChanges(server, await server.operator('viewer'))).status).toBe(200);
    open[0]?.close();
    await waitFor(async () => expect((await followChanges(server, busy)).status).toBe(200));
  });

  it('are refused to everybody when the server has as many as it takes', async () => {
    const own = await startTestServer();
    onTestFinished(() => own.close());
    const callers = await Promise.all(
      times(Math.ceil(streams / streamsPerCaller)).map(() => own.operator('viewer')),
    );
    for (const caller of callers)
      await Promise.all(times(streamsPerCaller).map(() => followChanges(own, caller)));
    const refused = await followChanges(own, await own.operator('viewer'));
    expect(refused.status).toBe(503);
    await waitFor(() => expect(JSON.parse(refused.text()).error.code).toBe('unavailable'));
  });
});
