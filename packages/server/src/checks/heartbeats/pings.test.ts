import type { Heartbeat, HeartbeatPing } from '@taffrail/contract';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Credential } from '../../../test/credentials.ts';
import { runJobs } from '../../../test/run-jobs.ts';
import { startTestServer, type InjectOptions, type TestServer } from '../../../test/server.ts';
import { createDatabase } from '../../platform/db/database.ts';
import { createLogger } from '../../platform/log.ts';
import { runDueChecks } from '../running/run-due-checks.ts';
import { pingsPerMinute } from './ping-limit.ts';

let server: TestServer;
let operator: Credential;
beforeAll(async () => {
  server = await startTestServer();
  operator = await server.operator('operator');
});
beforeEach(async () => {
  server.clock.advance({ minutes: 10 });
  // Of each test only what it makes.
  await server.owner.query('delete from checks');
});
afterAll(() => server.close());

const list = async (as = operator): Promise<Heartbeat[]> =>
  (await server.inject('GET /api/v1/heartbeats', { as })).body.items;

let made = 0;
/** Every hour, with ten minutes of grace. */
const make = async (given: object = {}): Promise<Heartbeat> => {
  const name = `Backup ${++made}`;
  const config = { kind: 'heartbeat', periodSeconds: 3_600, graceSeconds: 600, ...given };
  const answer = await server.inject('POST /api/v1/checks', {
    as: operator,
    body: { name, config },
  });
  expect(answer.status, answer.text).toBe(201);
  return get({ check: answer.body });
};
const get = async ({ check }: Pick<Heartbeat, 'check'>): Promise<Heartbeat> => {
  const found = (await list()).find((one) => one.check.id === check.id);
  if (!found) throw new Error('The heartbeat is not listed.');
  return found;
};
const ping = (
  { pingUrl }: Heartbeat,
  said = '',
  options: InjectOptions & { method?: string } = {},
) =>
  server.inject(`${options.method ?? 'GET'} ${new URL(String(pingUrl)).pathname}${said}`, options);
const pingsOf = async ({ check }: Heartbeat): Promise<HeartbeatPing[]> =>
  (await server.inject(`GET /api/v1/heartbeats/${check.id}/pings`, { as: operator })).body.items;
const alertsOf = async ({ check }: Heartbeat): Promise<Record<string, unknown>[]> => {
  const { rows } = await server.owner.query('select * from alerts where source_id = $1', [
    check.id,
  ]);
  return rows as Record<string, unknown>[];
};
const stepMinutes = 4;
/** What the cron does every minute: here less often, as on a machine that is busy. */
const tick = async (minutes: number): Promise<void> => {
  const db = createDatabase(server.owner);
  const context = {
    ...server,
    db,
    log: createLogger({ level: 'silent' }),
    productDatabase: undefined,
    announce: () => undefined,
  };
  for (let past = 0; past < minutes; past += stepMinutes) {
    server.clock.advance({ minutes: Math.min(stepMinutes, minutes - past) });
    await runDueChecks(context);
  }
};

describe('a ping', () => {
  it.each(['GET', 'HEAD', 'POST'])(
    'is taken by %s, and answered as Healthchecks does',
    async (method) => {
      const heartbeat = await make();
      const answer = await ping(heartbeat, '', { method });
      expect(answer.status).toBe(200);
      if (method !== 'HEAD') expect(answer.text).toBe('OK');
      expect(answer.headers['content-type']).toBe('text/plain; charset=utf-8');
      expect(answer.headers['ping-body-limit']).toBe('10000');
      expect(await get(heartbeat)).toMatchObject({
        state: 'up',
        lastPingKind: 'success',
        dueAt: new Date(server.clock.now().getTime() + 3_600_000).toISOString(),
      });
      expect(await pingsOf(heartbeat)).toMatchObject([{ kind: 'success', method, body: '' }]);
    },
  );

  it('of an unknown address is not found', async () => {
    const unknown = await server.inject(`GET /ping/${crypto.randomUUID()}`);
    expect([unknown.status, unknown.text]).toEqual([404, 'not found']);
    expect((await server.inject('GET /ping/backup')).status).toBe(404);
    const heartbeat = await make();
    for (const said of ['/stop', '/256', '/-1'])
      expect((await ping(heartbeat, said)).status).toBe(400);
    expect((await ping(heartbeat, '', { query: { rid: 'mine' } })).text).toBe(
      'invalid uuid format',
    );
    expect(await pingsOf(heartbeat)).toEqual([]);
  });

  it('tells how long a run took, of two at a time each its own', async () => {
    const heartbeat = await make();
    const [one, other] = [crypto.randomUUID(), crypto.randomUUID()];
    const say = (said: string, rid: string) => ping(heartbeat, said, { query: { rid } });
    await say('/start', one);
    server.clock.advance({ seconds: 10 });
    await say('/start', other);
    server.clock.advance({ seconds: 20 });
    await say('', one);
    expect(await get(heartbeat)).toMatchObject({ isRunning: true, lastDurationMs: 30_000 });
    server.clock.advance({ seconds: 5 });
    await say('/0', other);
    expect(await get(heartbeat)).toMatchObject({ isRunning: false, lastDurationMs: 25_000 });
    expect((await pingsOf(heartbeat)).map(({ kind, durationMs }) => [kind, durationMs])).toEqual([
      ['success', 25_000],
      ['success', 30_000],
      ['start', null],
      ['start', null],
    ]);
  });

  it('brings along what the job wrote: 10 kB of it, as text, without secrets', async () => {
    const heartbeat = await make();
    const body = `password=hunter2 \0<b>${'x'.repeat(20_000)}`;
    const headers = { 'content-type': 'application/x-whatever' };
    expect((await ping(heartbeat, '/log', { method: 'POST', body, headers })).status).toBe(200);
    const [seen] = await pingsOf(heartbeat);
    expect(seen).toMatchObject({ kind: 'log', bodyIsCut: true });
    expect(seen?.body).toContain('<b>xxx');
    expect(seen?.body).not.toContain('hunter2');
    expect(seen?.body.length).toBeLessThanOrEqual(10_000);
    const huge = await ping(heartbeat, '', { method: 'POST', body: Buffer.alloc(2 * 1_048_576) });
    expect(huge.status).toBe(413);
  });

  it('is taken so often in a minute, and no more often', async () => {
    const heartbeat = await make();
    for (let count = 0; count < pingsPerMinute; count += 1)
      expect((await ping(heartbeat)).status).toBe(200);
    expect((await ping(heartbeat)).status).toBe(429);
    server.clock.advance({ minutes: 1 });
    expect((await ping(heartbeat)).status).toBe(200);
  });
});

describe('a heartbeat', () => {
  it('that is silent is late, then down, and alerts; it is well with the next ping', async () => {
    const heartbeat = await make();
    await ping(heartbeat);
    await tick(65);
    expect(await get(heartbeat)).toMatchObject({ state: 'late', check: { result: 'ok' } });
    expect(await alertsOf(heartbeat)).toEqual([]);
    await tick(7);
    expect(await get(heartbeat)).toMatchObject({ state: 'down', check: { result: 'critical' } });
    expect(await alertsOf(heartbeat)).toMatchObject([
      { source_kind: 'heartbeat', status: 'firing', severity: 'critical' },
    ]);
    await ping(heartbeat);
    await runJobs(server);
    expect(await get(heartbeat)).toMatchObject({ state: 'up', check: { isAlerting: false } });
    expect(await alertsOf(heartbeat)).toMatchObject([{ status: 'resolved' }]);
  });

  it('that says it failed alerts at once', async () => {
    const heartbeat = await make();
    await ping(heartbeat, '/3');
    await runJobs(server);
    expect(await alertsOf(heartbeat)).toMatchObject([
      { status: 'firing', description: 'It said that it failed, with exit status 3.' },
    ]);
  });

  it('that began and did not end within its grace is down', async () => {
    const heartbeat = await make();
    await ping(heartbeat, '/start');
    await tick(12);
    expect((await get(heartbeat)).check.result).toBe('critical');
  });

  it('that never pinged alerts nobody', async () => {
    const heartbeat = await make();
    await tick(3);
    expect(await get(heartbeat)).toMatchObject({ state: 'new', check: { result: 'unknown' } });
    expect(await alertsOf(heartbeat)).toEqual([]);
  });

  it('is not blamed for pings that could not arrive while the console was away', async () => {
    const heartbeat = await make();
    await ping(heartbeat);
    await tick(2);
    server.clock.advance({ hours: 5 });
    await tick(1);
    expect((await get(heartbeat)).check).toMatchObject({ result: 'unknown', isAlerting: false });
    // One run, however many were missed.
    const { rows } = await server.owner.query(
      'select created_at from check_runs where check_id = $1',
      [heartbeat.check.id],
    );
    expect(rows).toHaveLength(2);
    // It is waited for anew, and missed then.
    await tick(75);
    expect((await get(heartbeat)).check).toMatchObject({ result: 'critical', isAlerting: true });
  });

  it('shows its address to those alone who may change checks, and can be given another', async () => {
    const heartbeat = await make();
    const viewer = await server.operator('viewer');
    expect((await list(viewer)).every(({ pingUrl }) => pingUrl === null)).toBe(true);
    const path = `POST /api/v1/heartbeats/${heartbeat.check.id}/address`;
    expect((await server.inject(path, { as: viewer })).status).toBe(403);
    const { body } = await server.inject(path, { as: operator });
    expect(body.pingUrl).not.toBe(heartbeat.pingUrl);
    expect((await ping(heartbeat)).status).toBe(404);
    expect((await ping(await get(heartbeat))).status).toBe(200);
    const { rows } = await server.owner.query(
      `select * from audit_log where action = 'check.address_changed'`,
    );
    expect(JSON.stringify(rows)).not.toContain(new URL(body.pingUrl).pathname);
  });
});
