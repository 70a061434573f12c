import type { Alert, AlertDetail } from '@taffrail/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Credential } from '../../test/credentials.ts';
import { readAudit } from '../../test/read-audit.ts';
import {
  makeDelivery,
  makeReport,
  makeSource,
  receiveDeliveries,
} from '../../test/incidents/receive-reports.ts';
import { startTestServer, type TestServer } from '../../test/server.ts';
import type { AlertReport } from './alerts.ts';

let server: TestServer;
let ada: Credential;
let grace: Credential;
let viewer: Credential;
beforeAll(async () => {
  server = await startTestServer({ now: '2026-11-21T10:00:00Z' });
  ada = await server.operator('owner', { email: 'ada@example.com' });
  grace = await server.operator('operator', { email: 'grace@example.com' });
  viewer = await server.operator('viewer', { email: 'vic@example.com' });
});
afterAll(() => server.close());

const missing = '0192f000-0000-7000-8000-00000000c01a';

/** One alert of a source of its own, a minute after whatever was before. */
const fire = async (given: Partial<AlertReport> = {}, source = makeSource()): Promise<Alert> => {
  server.clock.advance({ minutes: 1 });
  const fingerprint = given.fingerprint ?? 'f1';
  await receiveDeliveries(
    server,
    makeDelivery(server, source, [makeReport(server, { ...given, fingerprint })]),
  );
  const { body } = await list({ sourceId: source.id });
  return body.items[0] as Alert;
};
const list = (query: Record<string, string | number>, as = ada) =>
  server.inject('GET /api/v1/alerts', { as, query });
const detail = async (id: string): Promise<AlertDetail> => {
  const { status, body } = await server.inject(`GET /api/v1/alerts/${id}`, { as: ada });
  expect(status).toBe(200);
  return body as AlertDetail;
};
const resolve = (id: string, version: number, as = ada) =>
  server.inject(`POST /api/v1/alerts/${id}/resolve`, { as, body: { version } });

describe('GET /api/v1/alerts', () => {
  it('is for those who may read incidents', async () => {
    expect((await server.inject('GET /api/v1/alerts')).status).toBe(401);
    const finance = await server.operator('finance', { email: 'fin@example.com' });
    expect((await list({}, finance)).status).toBe(403);
    expect((await list({}, viewer)).status).toBe(200);
  });

  it.each([
    [{ status: 'burning' }],
    [{ severity: 'worst' }],
    [{ label: 'without a value' }],
    [{ incidentId: 'some' }],
    [{ limit: 0 }],
  ])('refuses %j', async (query) => {
    expect((await list(query)).status).toBe(400);
  });

  it('shows those that began last first, with their incident', async () => {
    const source = makeSource('Alertmanager of the shop');
    const first = await fire({ fingerprint: 'a', service: 'shop' }, source);
    const second = await fire({ fingerprint: 'b', severity: 'critical', service: 'shop' }, source);
    const { body } = await list({ sourceId: source.id });
    expect((body.items as Alert[]).map(({ id }) => id)).toEqual([second.id, first.id]);
    expect(body.items[0]).toMatchObject({
      source,
      severity: 'critical',
      status: 'firing',
      service: 'shop',
      labels: { instance: 'web-1' },
      startedAt: server.clock.now().toISOString(),
      endedAt: null,
      occurrences: 1,
      isFlapping: false,
      incident: { id: expect.any(String), number: expect.any(Number) },
      version: 1,
    });
  });

  it('pages, and comes to an end', async () => {
    const source = makeSource();
    for (const fingerprint of ['a', 'b', 'c']) await fire({ fingerprint }, source);
    const one = await list({ sourceId: source.id, limit: 2 });
    const two = await list({ sourceId: source.id, limit: 2, cursor: one.body.nextCursor });
    expect([one.body.items.length, two.body.items.length, two.body.nextCursor]).toEqual([
      2,
      1,
      null,
    ]);
  });

  it('finds by status, severity, name, service, label, trace and words', async () => {
    const source = makeSource();
    const traceId = 'f00d'.repeat(8);
    const alert = await fire(
      {
        name: 'DiskFull',
        severity: 'info',
        service: 'archive',
        labels: { device: 'nvme0n1', mount: '/var/lib' },
        traceId,
      },
      source,
    );
    await fire({ fingerprint: 'other', name: 'Other' }, source);
    for (const query of [
      { severity: 'info' },
      { name: 'DiskFull' },
      { service: 'archive' },
      { label: 'mount=/var/lib' },
      { traceId },
      { q: traceId },
      { q: 'nvme0' },
      { q: 'diskf', status: 'firing' },
      { q: traceId.slice(0, 9) },
      { incidentId: alert.incident?.id ?? missing, name: 'DiskFull' },
    ]) {
      const { body } = await list({ ...query, sourceId: source.id });
      expect([query, (body.items as Alert[]).map(({ name }) => name)]).toEqual([
        query,
        ['DiskFull'],
      ]);
    }
    const { body } = await list({ sourceId: source.id, status: 'resolved' });
    expect(body.items).toEqual([]);
  });

  it('finds those without an incident, and those that flap', async () => {
    const source = makeSource();
    await fire({ status: 'resolved', endedAt: server.clock.now() }, source);
    const { body } = await list({ incidentId: 'none', sourceId: source.id });
    expect(body.items).toHaveLength(1);

    const flapper = makeSource();
    for (let time = 0; time < 3; time += 1) {
      await fire({}, flapper);
      await fire({ status: 'resolved', endedAt: server.clock.now() }, flapper);
    }
    const found = await list({ flapping: 'yes', sourceId: flapper.id });
    expect(found.body.items).toMatchObject([{ isFlapping: true, occurrences: 3 }]);
    server.clock.advance({ hours: 2 });
    const later = await list({ flapping: 'yes', sourceId: flapper.id });
    expect(later.body.items).toEqual([]);
  });

  it('exports what it lists, and says so in the audit log', async () => {
    const source = makeSource();
    await fire({ name: '=cmd()', labels: { host: 'a,b' } }, source);
    const { status, text } = await server.inject('GET /api/v1/alerts/export', {
      as: ada,
      query: { format: 'csv', sourceId: source.id, timeZone: 'Europe/Berlin' },
    });
    expect(status).toBe(200);
    const [header, line] = text.split('\r\n');
    expect(header).toMatch(/^createdAt,createdAtLocal,id,severity,status,name,labels/);
    expect(line).toContain(`'=cmd()`);
    const audited = await readAudit(server, 'alerts.exported');
    expect(audited.at(-1)).toMatchObject({
      after: { format: 'csv', filter: { sourceId: source.id }, rows: 1, complete: true },
    });
  });
});

describe('GET /api/v1/alerts/:id', () => {
  it('is not there where none is', async () => {
    const { status } = await server.inject(`GET /api/v1/alerts/${missing}`, { as: ada });
    expect(status).toBe(404);
  });

  it('has what was told of it, and others of the same name', async () => {
    const source = makeSource();
    const one = await fire({ fingerprint: 'a', name: 'Twins' }, source);
    await fire({ fingerprint: 'b', name: 'Twins' }, source);
    await fire({ fingerprint: 'a', name: 'Twins', severity: 'critical' }, source);
    const found = await detail(one.id);
    expect(found).toMatchObject({
      fingerprint: 'a',
      hasMoreEvents: false,
      similar: [{ name: 'Twins', labels: { instance: 'web-1' } }],
      events: [
        {
          kind: 'changed',
          matters: true,
          runId: expect.any(String),
          changes: [{ field: 'severity', before: 'warning', after: 'critical' }],
        },
        { kind: 'opened', matters: true, changes: [] },
      ],
    });
    expect(found.similar[0]?.id).not.toBe(one.id);
  });
});

describe('GET /api/v1/alerts/:id/payload', () => {
  const payload = (id: string) => server.inject(`GET /api/v1/alerts/${id}/payload`, { as: viewer });

  it('is what was sent, without secrets', async () => {
    const source = makeSource();
    const delivery = makeDelivery(server, source, [makeReport(server)]);
    await server.owner.query(
      `insert into inbox (received_at, id, kind, source_id, query, headers, body)
       values ($1, $2, 'alertmanager', $3, '{}', '{}', $4)`,
      [
        delivery.receivedAt,
        delivery.eventKey,
        source.id,
        JSON.stringify({ password: 'hunter2', status: 'firing' }),
      ],
    );
    await receiveDeliveries(server, delivery);
    const { body: alerts } = await list({ sourceId: source.id });
    const { status, body } = await payload(alerts.items[0].id as string);
    expect(status).toBe(200);
    expect(body.delivery).toMatchObject({ id: delivery.eventKey, isCut: false });
    expect(JSON.parse(body.delivery.body as string)).toEqual({
      password: '[scrubbed]',
      status: 'firing',
    });
  });

  it('is nothing where nothing is kept', async () => {
    const alert = await fire();
    expect((await payload(alert.id)).body).toEqual({ delivery: null });
    expect((await payload(missing)).status).toBe(404);
  });
});

describe('POST /api/v1/alerts/:id/resolve', () => {
  it('is for those who may act', async () => {
    const alert = await fire();
    expect((await resolve(alert.id, 1, viewer)).status).toBe(403);
    expect((await resolve(missing, 1)).status).toBe(404);
  });

  it('ends the alert and its incident, and says who did it', async () => {
    const alert = await fire();
    server.clock.advance({ minutes: 3 });
    const { status, body } = await resolve(alert.id, alert.version, grace);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      status: 'resolved',
      resolvedBy: 'grace@example.com',
      endedAt: server.clock.now().toISOString(),
      version: 2,
    });
    expect((await detail(alert.id)).events[0]).toMatchObject({
      kind: 'resolved',
      actor: 'grace@example.com',
      matters: true,
      runId: expect.any(String),
    });
    const audited = await readAudit(server, 'alert.resolved');
    expect(audited.at(-1)).toMatchObject({
      actor_label: 'grace@example.com',
      target_id: alert.id,
      before: { status: 'firing', version: 1 },
      after: { status: 'resolved', version: 2 },
    });
  });

  it('leaves nobody to say that the incident ended by itself', async () => {
    const source = makeSource();
    const first = await fire({ groupKey: 'g' }, source);
    const last = await fire({ groupKey: 'g', fingerprint: 'f2' }, source);
    const incidentId = first.incident?.id;
    expect(last.incident?.id).toBe(incidentId);
    await resolve(first.id, first.version, ada);
    server.clock.advance({ minutes: 1 });
    await resolve(last.id, last.version, grace);
    const { body } = await server.inject(`GET /api/v1/incidents/${incidentId}`, { as: viewer });
    expect(body).toMatchObject({ state: 'resolved', resolvedByItself: false, cause: null });
    expect(body.steps).toContainEqual({
      state: 'resolved',
      at: server.clock.now().toISOString(),
      by: { kind: 'operator', id: grace.id, label: expect.any(String) },
    });
    const timeline = await server.inject(`GET /api/v1/incidents/${incidentId}/timeline`, {
      as: viewer,
    });
    const ended = timeline.body.items.filter(({ kind }: { kind?: string }) =>
      kind?.endsWith('resolved'),
    );
    expect(ended).toMatchObject([
      { kind: 'resolved', actor: { id: grace.id }, alerts: { count: 1 } },
      { kind: 'alerts_resolved', actor: { id: ada.id }, alerts: { count: 1 } },
    ]);
  });

  it('is done once however often it is asked for', async () => {
    const alert = await fire();
    const before = (await readAudit(server, 'alert.resolved')).length;
    expect((await resolve(alert.id, 1)).status).toBe(200);
    const again = await resolve(alert.id, 1);
    expect([again.status, again.body.version]).toEqual([200, 2]);
    expect(await readAudit(server, 'alert.resolved')).toHaveLength(before + 1);
  });

  it('says who was first', async () => {
    const alert = await fire();
    await resolve(alert.id, 1, grace);
    const { status, error } = await resolve(alert.id, 1);
    expect([status, error?.code]).toEqual([409, 'conflict']);
    expect(error?.message).toMatch(/^It was resolved by grace@example\.com at \d\d:\d\d UTC\.$/);
  });

  it('says what has changed since', async () => {
    const source = makeSource();
    const alert = await fire({}, source);
    await fire({ severity: 'critical' }, source);
    const { status, error } = await resolve(alert.id, alert.version);
    expect(status).toBe(409);
    expect(error?.message).toContain('and is critical now');
  });

  it('does not hold what goes on firing', async () => {
    const source = makeSource();
    const alert = await fire({}, source);
    await resolve(alert.id, 1);
    server.clock.advance({ minutes: 30 });
    const again = await fire({ startedAt: new Date(alert.startedAt) }, source);
    expect(again).toMatchObject({ id: alert.id, status: 'firing', resolvedBy: null });
  });

  it('lets two who ask at once not both have done it', async () => {
    const alert = await fire();
    const answers = await Promise.all([resolve(alert.id, 1), resolve(alert.id, 1, grace)]);
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409]);
  });
});

describe('GET /api/v1/chains/:place/:id', () => {
  const chain = async (place: string, id: string) => {
    const { status, body } = await server.inject(`GET /api/v1/chains/${place}/${id}`, {
      as: viewer,
    });
    expect([place, status]).toEqual([place, 200]);
    return body;
  };

  it('leads from each place to all others', async () => {
    const alert = await fire({ service: 'chained' });
    const [event] = (await detail(alert.id)).events;
    const whole = {
      alerts: [{ id: alert.id, name: 'HighErrorRate', status: 'firing' }],
      alertCount: 1,
      incident: { id: alert.incident?.id, number: alert.incident?.number, state: 'open' },
      runs: [
        {
          id: event?.runId,
          status: 'pending',
          traceId: alert.traceId,
          stages: [
            { stage: 'ingest', status: 'succeeded' },
            { stage: 'check', status: 'pending' },
            { stage: 'analyze', status: 'pending' },
            { stage: 'notify', status: 'pending' },
          ],
          analysis: null,
        },
      ],
      runCount: 1,
    };
    expect(await chain('alert', alert.id)).toMatchObject(whole);
    expect(await chain('incident', alert.incident?.id ?? missing)).toMatchObject(whole);
    expect(await chain('run', event?.runId ?? missing)).toMatchObject(whole);
  });

  it('is not there where nothing is', async () => {
    for (const place of ['alert', 'incident', 'run', 'check_run', 'analysis_run']) {
      const { status } = await server.inject(`GET /api/v1/chains/${place}/${missing}`, { as: ada });
      expect([place, status]).toEqual([place, 404]);
    }
  });
});
