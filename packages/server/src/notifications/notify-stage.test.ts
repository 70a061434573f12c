import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startToldConsole, type ToldConsole } from '../../test/outside/receivers/told-console.ts';
import { beginRun, carry } from '../../test/incidents/make-alert-runs.ts';
import { makeAlert, makeIncident } from '../../test/incidents/make-incidents.ts';
import { runJobs } from '../../test/run-jobs.ts';
import { notifyStage } from './notify-stage.ts';

let told: ToldConsole;
beforeAll(async () => {
  told = await startToldConsole();
});
afterAll(() => told.close());

const last = () => told.telegram.messages.at(-1);
const count = () => told.telegram.messages.length;

const setThrottle = async (messages: number | null, seconds: number | null): Promise<void> => {
  await told.server.owner.query(
    'update notification_channels set throttle_messages = $1, throttle_seconds = $2',
    [messages, seconds],
  );
};

/** An incident of its own, and a run of it that has only its messages to see to. */
const beginTelling = async (given: Parameters<typeof makeIncident>[1] = {}) => {
  const { server } = told;
  const incident = await makeIncident(server, given);
  const alertId = await makeAlert(server, { incidentId: incident.id });
  const run = await beginRun(server, { incidentId: incident.id, alertId });
  return { incident, alertId, run, tell: () => carry(server, [notifyStage], run) };
};

describe('an alert', () => {
  beforeAll(() => setThrottle(null, null));

  it('is told with what it is, since when, and where to go', async () => {
    await told.report({ fingerprint: 'a', name: 'HighErrorRate', service: 'checkout' });
    expect(last()?.text).toMatch(
      /^🟡 Warning: HighErrorRate \(#\d+\)\nSeverity: Warning\nService: checkout\nSince: /,
    );
    const [open, acknowledge] = last()?.links ?? [];
    expect(open).toMatch(/^http:\/\/localhost:4600\/admin\/incidents\/[0-9a-f-]{36}$/);
    expect(acknowledge).toMatch(/^http:\/\/localhost:4600\/acknowledge\/[\w-]{70}$/);
    const [row] = await told.notifications();
    expect(row).toMatchObject({
      kind: 'firing',
      state: 'sent',
      reason: null,
      severity: 'warning',
      attempt: 1,
      channel: { name: 'Night shift', kind: 'telegram' },
      externalId: String(last()?.id),
      isPossiblyRepeated: false,
    });
    expect(row.runId).not.toBeNull();
    expect(row.traceId).toMatch(/^[0-9a-f]{32}$/);
  });

  it('is told once, however often it is told here', async () => {
    const before = count();
    await told.report({ fingerprint: 'a', name: 'HighErrorRate', service: 'checkout' });
    await told.report({ fingerprint: 'b', name: 'SlowRequests', service: 'checkout' });
    expect(count()).toBe(before);
    expect((await told.notifications())[0]).toMatchObject({
      state: 'skipped',
      reason: 'already_told',
    });
  });

  it('is told again when it gets worse', async () => {
    const before = count();
    const firing = { fingerprint: 'a', name: 'HighErrorRate', service: 'checkout' };
    await told.report({ ...firing, severity: 'critical' });
    expect(count()).toBe(before + 1);
    expect(last()?.text).toContain('Critical: HighErrorRate');
  });

  it('is over in an answer to what said that it fires', async () => {
    const firing = last();
    const over = {
      service: 'checkout',
      status: 'resolved' as const,
      endedAt: told.server.clock.now(),
    };
    await told.report(
      { ...over, fingerprint: 'a', name: 'HighErrorRate', severity: 'critical' },
      { ...over, fingerprint: 'b', name: 'SlowRequests' },
    );
    expect(last()?.text).toMatch(/^✅ Resolved: HighErrorRate/);
    expect(last()?.answers).toBe(firing?.id);
    // There is nothing to acknowledge any more.
    expect(last()?.links).toHaveLength(1);
  });
});

describe('a message', () => {
  beforeAll(() => setThrottle(null, null));

  it('waits as long as the receiver asks, and each try is a row', async () => {
    const before = count();
    told.telegram.failNext({ status: 429, description: 'Too Many Requests', retryAfter: 5 });
    await told.report({ fingerprint: 'limited', name: 'Limited' });
    expect(count()).toBe(before);
    told.server.clock.advance({ seconds: 5 });
    await told.tryAgain();
    expect(count()).toBe(before + 1);
    const [again, first] = await told.notifications();
    expect(first).toMatchObject({ state: 'failed', reason: 'rate_limited', attempt: 1 });
    expect(first.failure).toBe('Telegram: Too Many Requests');
    expect(again).toMatchObject({ state: 'sent', attempt: 2, runId: first.runId });
    expect(again.id).not.toBe(first.id);
  });

  it('that is refused for good is not tried again, and its run says why', async () => {
    const before = count();
    told.telegram.failNext({ status: 403, description: 'Forbidden: bot was kicked' });
    const { run, tell } = await beginTelling();
    await tell();
    await tell();
    expect(count()).toBe(before);
    const rows = await told.notifications({ runId: run.runId });
    expect(rows).toMatchObject([{ state: 'failed', reason: 'refused' }]);
    const { body } = await told.server.inject(`GET /api/v1/pipeline-runs/${run.runId}`, {
      as: told.operator,
    });
    expect(body).toMatchObject({ status: 'failed', errorType: 'notification_refused' });
  });

  it('that was refused for good is sent again when somebody marks its run for retry', async () => {
    const { server, telegram, operator: as } = told;
    telegram.failNext({ status: 403, description: 'Forbidden: bot was kicked' });
    const { run, tell } = await beginTelling();
    await tell();
    const path = `/api/v1/alert-runs/${run.runId}`;
    const { version } = (await server.inject(`GET ${path}`, { as })).body;
    const marked = await server.inject(`POST ${path}/retry`, { as, body: { version } });
    expect(marked.status).toBe(200);
    const before = count();
    server.clock.advance({ seconds: 1 });
    await tell();
    expect(count()).toBe(before + 1);
    const rows = await told.notifications({ runId: run.runId });
    expect(rows).toMatchObject([
      { state: 'sent', attempt: 2 },
      { state: 'failed', attempt: 1 },
    ]);
  });

  it('that was being sent when the process ended is sent again, and says so', async () => {
    const stop = new AbortController();
    const { run, tell } = await beginTelling({ title: 'Cut off' });
    const { server, telegram } = told;
    telegram.swallowNext();
    const before = count();
    const carrying = carry(server, [notifyStage], run, stop.signal).catch(() => undefined);
    while (count() === before) await new Promise((resolve) => setTimeout(resolve, 5));
    stop.abort(new Error('The process ends.'));
    await carrying;
    expect(await told.notifications({ runId: run.runId })).toMatchObject([{ state: 'sending' }]);
    await tell();
    expect(count()).toBe(before + 2);
    expect(last()?.text).toContain('You may have had this message before.');
    const rows = await told.notifications({ runId: run.runId });
    expect(rows).toMatchObject([{ state: 'sent', attempt: 1, isPossiblyRepeated: true }]);
  });

  it('that failed is sent once more when somebody asks for it', async () => {
    const { server, telegram, operator } = told;
    telegram.failNext({ status: 400, description: 'Bad Request: something' });
    const { run, tell } = await beginTelling({ title: 'Asked for' });
    await tell();
    const [failed] = await told.notifications({ runId: run.runId });
    const before = count();
    server.clock.advance({ seconds: 1 });
    const ask = () =>
      server.inject(`POST /api/v1/notifications/${failed.id}/retry`, { as: operator });
    expect((await ask()).status).toBe(204);
    await runJobs(server);
    expect(count()).toBe(before + 1);
    expect(await told.notifications({ runId: run.runId })).toMatchObject([
      { state: 'sent', attempt: 2 },
      { state: 'failed', attempt: 1 },
    ]);
    expect(await ask()).toMatchObject({
      status: 409,
      error: { message: 'Its channel was tried again since.' },
    });
    const viewer = await server.operator('viewer');
    const asViewer = await server.inject(`POST /api/v1/notifications/${failed.id}/retry`, {
      as: viewer,
    });
    expect(asViewer.status).toBe(403);
  });

  it('goes nowhere without a route, and a row says so, once', async () => {
    const { server } = told;
    await server.owner.query('update notification_routes set is_enabled = false');
    const { run, tell } = await beginTelling({ title: 'Lost' });
    await tell();
    await server.owner.query('update notification_routes set is_enabled = true');
    expect(await told.notifications({ runId: run.runId })).toMatchObject([
      {
        state: 'unrouted',
        reason: 'no_route',
        channel: null,
        title: expect.stringContaining('Lost'),
      },
    ]);
    const { body } = await server.inject(`GET /api/v1/pipeline-runs/${run.runId}`, {
      as: told.operator,
    });
    expect(body.stages.find(({ stage }: { stage: string }) => stage === 'notify')).toMatchObject({
      status: 'skipped',
    });
  });

  it('is skipped by a channel that is off', async () => {
    const { server, channelId } = told;
    await server.owner.query('update notification_channels set is_enabled = false');
    const { run, tell } = await beginTelling();
    await tell();
    await server.owner.query('update notification_channels set is_enabled = true');
    expect(await told.notifications({ runId: run.runId, channelId })).toMatchObject([
      { state: 'skipped', reason: 'channel_disabled' },
    ]);
  });
});

describe('a storm', () => {
  it('is a few messages and one digest that counts and links', async () => {
    await told.server.owner.query(`delete from notifications`);
    await setThrottle(3, 60);
    told.server.clock.advance({ minutes: 5 });
    const before = count();
    for (let number = 1; number <= 25; number += 1) {
      const { tell } = await beginTelling({
        title: `Storm ${number}`,
        severity: number % 5 === 0 ? 'critical' : 'warning',
      });
      await tell();
    }
    expect(count()).toBe(before + 3);
    expect(await told.notifications({ state: 'held' })).toHaveLength(22);
    await told.tryAgain();
    expect(count()).toBe(before + 4);
    expect(last()?.text).toContain('22 messages about 22 incidents');
    expect(last()?.text).toContain('Critical: 5');
    expect(last()?.text).toContain('And 12 more incidents.');
    expect(last()?.links.at(-1)).toBe('http://localhost:4600/admin/incidents');
    expect(await told.notifications({ state: 'held' })).toHaveLength(0);
    const digested = await told.notifications({ state: 'digested' });
    expect(digested).toHaveLength(22);
    const [digest] = await told.notifications();
    expect(digest).toMatchObject({ kind: 'digest', state: 'sent', digestCount: 22 });
    expect(new Set(digested.map(({ digestId }) => digestId))).toEqual(new Set([digest.id]));
  });

  it('that fails for a while waits, and is told with what has come on top', async () => {
    const { telegram } = told;
    const before = count();
    await (await beginTelling({ title: 'Later 1' })).tell();
    telegram.failNext({ status: 500, description: 'Internal' });
    await told.tryAgain();
    expect(count()).toBe(before);
    await (await beginTelling({ title: 'Later 2' })).tell();
    await told.tryAgain();
    expect(last()?.text).toContain('2 messages about 2 incidents');
    const digests = (await told.notifications()).filter(({ kind }) => kind === 'digest');
    expect(digests.slice(0, 2)).toMatchObject([{ state: 'sent' }, { state: 'failed' }]);
  });

  it('that is refused for good can be sent again', async () => {
    const { telegram, server, operator } = told;
    await (await beginTelling({ title: 'Refused' })).tell();
    telegram.failNext({ status: 403, description: 'Forbidden' });
    await told.tryAgain();
    const [digest] = await told.notifications();
    expect(digest).toMatchObject({ kind: 'digest', state: 'failed' });
    const [held] = await told
      .notifications({ state: 'failed' })
      .then((rows) => rows.filter(({ digestId }) => digestId === digest.id));
    expect(held).toMatchObject({ reason: 'refused' });
    const before = count();
    server.clock.advance({ seconds: 1 });
    await server.inject(`POST /api/v1/notifications/${digest.id}/retry`, { as: operator });
    await runJobs(server);
    await told.tryAgain();
    expect(count()).toBe(before + 1);
    expect(last()?.text).toContain('1 message about 1 incident');
  });
});
