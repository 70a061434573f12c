import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startReceiver } from '../../test/outside/receivers/webhook-receiver.ts';
import {
  botToken,
  chatId,
  startTelegram,
  type TelegramServer,
} from '../../test/outside/receivers/telegram-server.ts';
import { telegramSettings } from '../../test/outside/receivers/told-console.ts';
import type { Credential } from '../../test/credentials.ts';
import { readAudit } from '../../test/read-audit.ts';
import { startTestServer, type TestServer } from '../../test/server.ts';

let server: TestServer;
let telegram: TelegramServer;
let operator: Credential;
let viewer: Credential;
beforeAll(async () => {
  server = await startTestServer();
  telegram = await startTelegram();
  operator = await server.operator('operator', { email: 'maria@example.com' });
  viewer = await server.operator('viewer');
});
afterAll(async () => {
  await telegram.close();
  await server.close();
});

const addChannel = (body: object, as = operator) =>
  server.inject('POST /api/v1/notification-channels', { as, body });
const listChannels = async (as = operator) =>
  (await server.inject('GET /api/v1/notification-channels', { as })).body;
const listRoutes = async () =>
  (await server.inject('GET /api/v1/notification-routes', { as: operator })).body.items;

describe('channels', () => {
  it('are for those who sign in and may', async () => {
    expect((await server.inject('GET /api/v1/notification-channels')).status).toBe(401);
    const finance = await server.operator('finance');
    expect((await server.inject('GET /api/v1/notification-channels', { as: finance })).status).toBe(
      403,
    );
    expect((await addChannel({ kind: 'telegram', name: 'x', settings: {} }, viewer)).status).toBe(
      403,
    );
  });

  it('are refused with each setting that does not hold', async () => {
    const answer = await addChannel({
      kind: 'telegram',
      name: 'x',
      settings: { chatId: 'nobody' },
    });
    expect(answer.status).toBe(400);
    const fields = answer.error?.details?.['fields'];
    expect(fields).toEqual([
      expect.objectContaining({ field: 'settings.botToken' }),
      expect.objectContaining({ field: 'settings.chatId' }),
    ]);
  });

  it('bring a route with the first one, and no secret ever comes back', async () => {
    const made = await addChannel({
      kind: 'telegram',
      name: 'Night shift',
      settings: telegramSettings(telegram),
    });
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({
      secrets: ['botToken'],
      madeSecrets: {},
      testedAt: null,
      throttle: { messages: 10, seconds: 60 },
      version: 1,
    });
    expect(await listRoutes()).toMatchObject([
      {
        name: 'Everything',
        severities: [],
        channelIds: [made.body.id],
        goesOn: false,
        position: 1,
      },
    ]);
    const { rows } = await server.owner.query('select * from notification_channels');
    const { rows: audit } = await server.owner.query('select * from audit_log');
    for (const text of [
      made.text,
      JSON.stringify(await listChannels()),
      JSON.stringify([rows, audit]),
    ])
      expect(text).not.toContain(botToken);
    expect(rows[0].sealed_secrets.toString('latin1')).not.toContain('AAbbCC');
    // Where it leads is for those who may change it.
    const [seen] = (await listChannels(viewer)).items;
    expect(seen).toMatchObject({ name: 'Night shift', settings: {}, createdBy: null });
    expect((await listChannels()).items[0]).toMatchObject({
      settings: { chatId },
      createdBy: 'maria@example.com',
    });
  });

  it('are tried with the real answer, and count as tested until their settings change', async () => {
    const [channel] = (await listChannels()).items;
    const test = () =>
      server.inject(`POST /api/v1/notification-channels/${channel.id}/test`, { as: operator });
    const { body } = await test();
    expect(body).toMatchObject({ isSent: true, answer: 'Telegram took it as message 1000.' });
    expect(telegram.messages.at(-1)?.text).toContain('maria@example.com');
    expect((await listChannels()).items[0]).toMatchObject({ testFailure: null });
    expect((await listChannels()).items[0].testedAt).not.toBeNull();
    telegram.failNext({ status: 403, description: 'Forbidden: bot was blocked' });
    server.clock.advance({ seconds: 1 });
    expect((await test()).body).toMatchObject({
      isSent: false,
      answer: 'Telegram: Forbidden: bot was blocked',
    });
    expect((await listChannels()).items[0]).toMatchObject({
      testFailure: 'Telegram: Forbidden: bot was blocked',
      lastFailure: 'Telegram: Forbidden: bot was blocked',
    });
    const notification = await server.inject(`GET /api/v1/notifications/${body.notificationId}`, {
      as: viewer,
    });
    expect(notification.body).toMatchObject({ kind: 'test', state: 'sent', incident: null });
  });

  const change = (channel: { id: string; name: string; version: number }, given: object) =>
    server.inject(`PUT /api/v1/notification-channels/${channel.id}`, {
      as: operator,
      body: { tellsResolved: true, throttle: null, ...channel, ...given },
    });

  it('keep a secret that is not given anew, unless it would go elsewhere', async () => {
    const [channel] = (await listChannels()).items;
    const { botToken: _, ...settings } = telegramSettings(telegram);
    server.clock.advance({ seconds: 1 });
    const kept = await change(channel, {
      settings: { ...settings, botToken: '' },
      name: 'Renamed',
    });
    expect(kept.body).toMatchObject({ name: 'Renamed', secrets: ['botToken'], version: 2 });
    expect(kept.body.testedAt).not.toBeNull();
    const elsewhere = await change(kept.body, {
      settings: { ...settings, apiBase: 'http://127.0.0.1:9' },
    });
    expect(elsewhere.status).toBe(400);
    expect(elsewhere.text).toContain('settings.botToken');
    const other = await change(kept.body, { settings: { ...settings, chatId: '-2' } });
    expect(other.body).toMatchObject({ testedAt: null, version: 3 });
  });

  it('tell who was first when two change them', async () => {
    const [channel] = (await listChannels()).items;
    const late = await change({ ...channel, version: 1 }, { settings: channel.settings });
    expect(late.status).toBe(409);
    expect(late.error?.message).toContain('maria@example.com changed Renamed');
  });

  it('are switched off and on, and removed from every route', async () => {
    const [channel] = (await listChannels()).items;
    const turn = (version: number, isEnabled: boolean) =>
      server.inject(`POST /api/v1/notification-channels/${channel.id}/switch`, {
        as: operator,
        body: { version, isEnabled },
      });
    expect((await turn(channel.version, false)).body).toMatchObject({ isEnabled: false });
    expect((await turn(channel.version, true)).status).toBe(409);
    expect((await turn(channel.version + 1, true)).body).toMatchObject({ isEnabled: true });
    const path = `DELETE /api/v1/notification-channels/${channel.id}`;
    expect((await server.inject(path, { as: operator })).status).toBe(204);
    expect((await server.inject(path, { as: operator })).status).toBe(404);
    expect((await listChannels()).items).toEqual([]);
    expect(await listRoutes()).toMatchObject([{ channelIds: [] }]);
    const { rows } = await server.owner.query(
      'select secret_names, settings from notification_channels',
    );
    expect(rows).toEqual([{ secret_names: [], settings: {} }]);
    const [removed] = await readAudit(server, 'notification_channel.removed');
    expect(removed).toMatchObject({ before: { name: 'Renamed' }, after: null });
  });

  it('show a signing secret that was made once, and switch themselves off when they are gone', async () => {
    let secret = '';
    const receiver = await startReceiver(() => secret, server.clock);
    const settings = { url: receiver.url, reach: 'private' };
    const { body } = await addChannel({ kind: 'webhook', name: 'Hook', settings });
    secret = body.madeSecrets.secret;
    expect(secret).toMatch(/^whsec_/);
    expect(JSON.stringify(await listChannels())).not.toContain(secret);
    const test = () =>
      server.inject(`POST /api/v1/notification-channels/${body.id}/test`, { as: operator });
    expect((await test()).body).toMatchObject({ isSent: true });
    receiver.answerNext({ status: 410 });
    expect((await test()).body).toMatchObject({ isSent: false });
    const [channel] = (await listChannels()).items;
    expect(channel).toMatchObject({ isEnabled: false });
    expect(channel.disabledReason).toContain('gone');
    const disabled = await readAudit(server, 'notification_channel.disabled');
    expect(disabled).toContainEqual(
      expect.objectContaining({ actor_kind: 'system', actor_label: 'notifications' }),
    );
    await receiver.close();
  });
});

describe('routes', () => {
  const addRoute = (body: object, as = operator) =>
    server.inject('POST /api/v1/notification-routes', { as, body });
  const sample = { severity: 'critical', sourceKind: 'sentry', labels: { team: 'payments' } };
  const tryOut = async (body: object) =>
    (await server.inject('POST /api/v1/notification-routes/try', { as: viewer, body })).body;

  it('lead to channels that are there, for those who may', async () => {
    const channelIds = ['01a1fd8c-6900-72cf-bae7-d4c8cfb1cb45'];
    expect((await addRoute({ name: 'x', channelIds })).status).toBe(400);
    expect((await addRoute({ name: 'x', channelIds: [] }, viewer)).status).toBe(403);
  });

  it('are asked in their order, which can be changed', async () => {
    const { body: channel } = await addChannel({
      kind: 'telegram',
      name: 'Payments',
      settings: telegramSettings(telegram),
    });
    const labels = [{ name: 'team', operator: 'is', value: 'pay*' }];
    const { body: route } = await addRoute({ name: 'Payments', labels, channelIds: [channel.id] });
    expect(route).toMatchObject({ position: 2 });
    // The first takes everything, and leads nowhere since its channel is gone.
    expect(await tryOut(sample)).toMatchObject({ asked: [{ name: 'Everything' }], channels: [] });
    const [everything] = await listRoutes();
    const order = (ids: string[]) =>
      server.inject('PUT /api/v1/notification-routes', { as: operator, body: { ids } });
    expect((await order([route.id])).status).toBe(409);
    expect((await order([route.id, everything.id])).status).toBe(204);
    expect(await tryOut(sample)).toEqual({
      asked: [{ routeId: route.id, name: 'Payments', matches: true, why: null }],
      channels: [{ id: channel.id, name: 'Payments', isEnabled: true }],
    });
    expect(await tryOut({ ...sample, labels: { team: 'data' } })).toMatchObject({
      asked: [
        { matches: false, why: 'team is data' },
        { name: 'Everything', matches: true },
      ],
    });
  });

  it('tell who was first when two change them, and are removed', async () => {
    const [route] = await listRoutes();
    const { id, position: _, createdAt: __, ...given } = route;
    server.clock.advance({ seconds: 1 });
    const change = (body: object) =>
      server.inject(`PUT /api/v1/notification-routes/${id}`, { as: operator, body });
    expect((await change({ ...given, name: 'Pay' })).body).toMatchObject({
      name: 'Pay',
      version: 2,
    });
    const late = await change({ ...given, name: 'Mine' });
    expect(late.status).toBe(409);
    expect(late.error?.message).toContain('maria@example.com changed Pay');
    const remove = () =>
      server.inject(`DELETE /api/v1/notification-routes/${id}`, { as: operator });
    expect((await remove()).status).toBe(204);
    expect((await remove()).status).toBe(404);
  });
});

describe('notifications', () => {
  it('are a file, too, and the audit log has who took it', async () => {
    const { status, text, headers } = await server.inject('GET /api/v1/notifications/export', {
      as: viewer,
      query: { state: 'failed' },
    });
    expect(status).toBe(200);
    expect(headers['content-type']).toContain('text/csv');
    const [head, ...lines] = text.trim().split('\r\n');
    expect(head).toContain('state,reason,failure,channel');
    expect(lines).toHaveLength(2);
    const [entry] = await readAudit(server, 'notifications.exported');
    expect(entry).toMatchObject({
      after: { rows: 2, complete: true, filter: { state: 'failed' } },
    });
  });

  it('come in pages, newest first', async () => {
    const page = (query: object) =>
      server.inject('GET /api/v1/notifications', { as: viewer, query: { limit: 1, ...query } });
    const { body: first } = await page({});
    const { body: second } = await page({ cursor: first.nextCursor });
    expect(first.items).toHaveLength(1);
    expect(second.items[0].createdAt <= first.items[0].createdAt).toBe(true);
    expect(second.items[0].id).not.toBe(first.items[0].id);
    expect((await page({ cursor: 'x' })).error?.code).toBe('invalid_cursor');
  });

  it('are nowhere under an id that is none of them, and a test is not sent again', async () => {
    const id = '01a1fd8c-6900-72cf-bae7-d4c8cfb1cb45';
    expect((await server.inject(`GET /api/v1/notifications/${id}`, { as: viewer })).status).toBe(
      404,
    );
    const failed = await server.inject('GET /api/v1/notifications', {
      as: viewer,
      query: { state: 'failed' },
    });
    const again = await server.inject(
      `POST /api/v1/notifications/${failed.body.items[0].id}/retry`,
      { as: operator },
    );
    expect(again).toMatchObject({ status: 409 });
  });
});
