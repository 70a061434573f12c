import type { IncidentDetail } from '@taffrail/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Credential } from '../../../test/credentials.ts';
import { alertChange, groupInOne, openOne } from '../../../test/incidents/group-alerts.ts';
import { beginRun } from '../../../test/incidents/make-alert-runs.ts';
import { readAudit } from '../../../test/read-audit.ts';
import { startTestServer, type TestServer } from '../../../test/server.ts';

let server: TestServer;
let ada: Credential;
let bob: Credential;
beforeAll(async () => {
  server = await startTestServer();
  ada = await server.operator('operator');
  bob = await server.operator('owner');
});
afterAll(() => server.close());

const act = (id: string, action: string, body: object = {}, as: Credential = ada) => {
  // The record is in the order of time.
  server.clock.advance({ seconds: 1 });
  return server.inject(`POST /api/v1/incidents/${id}/${action}`, { as, body });
};
const read = async (id: string): Promise<IncidentDetail> =>
  (await server.inject(`GET /api/v1/incidents/${id}`, { as: ada })).body;
const kindsOf = async (id: string): Promise<string[]> => {
  const { body } = await server.inject(`GET /api/v1/incidents/${id}/timeline`, { as: ada });
  return body.items.map((entry: { kind: string }) => entry.kind).toReversed();
};
const nobody = '01a1fd8c-6900-72cf-bae7-d4c8cfb1cb45';

describe('every action', () => {
  const actions: [string, object][] = [
    ['acknowledge', {}],
    ['unacknowledge', {}],
    ['resolve', {}],
    ['close', {}],
    ['reopen', {}],
    ['assign', { ownerId: null }],
    ['comment', { note: 'x' }],
    ['merge', { incidentIds: [nobody] }],
    ['split', { alertIds: [nobody] }],
  ];

  it.each(actions)('%s needs somebody who may, and an incident', async (action, body) => {
    const { id } = await openOne(server);
    const path = `POST /api/v1/incidents/${id}/${action}`;
    expect((await server.inject(path, { body })).status).toBe(401);
    expect((await act('x', action, body)).error?.code).toBe('invalid_request');
    const viewer = await server.operator('viewer');
    expect((await act(id, action, body, viewer)).error?.details).toMatchObject({
      permission: 'incidents.act',
    });
    expect((await act(nobody, action, body)).error?.code).toBe('not_found');
  });
});

describe('acknowledging', () => {
  it('makes the incident one’s own, and can be taken back', async () => {
    const { id } = await openOne(server);
    const answer = await act(id, 'acknowledge', { version: 1 });
    expect(answer.body).toMatchObject({ id, state: 'acknowledged', version: 2 });
    expect(await read(id)).toMatchObject({
      state: 'acknowledged',
      owner: { id: ada.id },
      allowed: ['unacknowledge', 'resolve'],
    });
    expect((await act(id, 'unacknowledge')).body).toMatchObject({ state: 'open', version: 3 });
    const back = await read(id);
    expect(back).toMatchObject({ state: 'open', owner: null, acknowledgedAt: null });
    expect(back.steps[1]).toMatchObject({ state: 'acknowledged', at: null });
    expect(await kindsOf(id)).toEqual(['opened', 'acknowledged', 'unacknowledged']);
    const audited = await readAudit(server, 'incident.acknowledged');
    expect(audited.find((entry) => entry['target_id'] === id)).toMatchObject({
      actor_id: ada.id,
      before: { state: 'open', ownerId: null },
      after: { state: 'acknowledged', ownerId: ada.id },
    });
  });

  it('says who was first, and changes nothing then', async () => {
    const { id } = await openOne(server);
    await act(id, 'acknowledge', {}, bob);
    server.clock.advance({ seconds: 3 });
    const name = (await read(id)).owner?.name;
    for (const [body, ago] of [
      [{ version: 1 }, '4 s ago'],
      [{}, '5 s ago'],
    ] as const) {
      const { status, error } = await act(id, 'acknowledge', body);
      expect(status).toBe(409);
      expect(error?.message).toContain(`${name} acknowledged it ${ago}.`);
      expect(error?.details).toMatchObject({ state: 'acknowledged', version: 2 });
    }
    expect((await read(id)).owner?.id).toBe(bob.id);
  });

  it('asked again by the same operator changes nothing more', async () => {
    const { id } = await openOne(server);
    const first = await act(id, 'acknowledge', { version: 1 });
    const again = await act(id, 'acknowledge', { version: 1 });
    expect(again.status).toBe(200);
    expect(again.body).toEqual(first.body);
    expect(await kindsOf(id)).toEqual(['opened', 'acknowledged']);
  });

  it('lets one of two win who act at the same time', async () => {
    const { id } = await openOne(server);
    const answers = await Promise.all([
      act(id, 'acknowledge', { version: 1 }, ada),
      act(id, 'acknowledge', { version: 1 }, bob),
    ]);
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409]);
  });
});

describe('the way to closed', () => {
  it('goes over resolved, with cause and note, and back', async () => {
    const { id } = await openOne(server);
    expect((await act(id, 'close')).error?.message).toContain('Resolve it before you close it.');
    await act(id, 'resolve', { cause: 'capacity', note: 'The pool was full.' });
    expect(await read(id)).toMatchObject({
      state: 'resolved',
      resolvedByItself: false,
      cause: 'capacity',
      resolutionNote: 'The pool was full.',
      allowed: ['close', 'reopen'],
    });
    expect((await act(id, 'acknowledge')).error?.message).toContain('reopen it first');
    expect((await act(id, 'close')).body.state).toBe('closed');
    expect((await act(id, 'reopen', { note: 'It is back.' })).body.state).toBe('open');
    expect(await read(id)).toMatchObject({
      state: 'open',
      cause: null,
      resolutionNote: null,
      reopenings: 1,
    });
    expect(await kindsOf(id)).toEqual(['opened', 'resolved', 'closed', 'reopened']);
  });
});

describe('assigning', () => {
  it('gives an incident to somebody who may act on it', async () => {
    const { id } = await openOne(server);
    expect((await act(id, 'assign', { ownerId: bob.id })).status).toBe(200);
    expect((await read(id)).owner?.id).toBe(bob.id);
    const viewer = await server.operator('viewer');
    for (const ownerId of [viewer.id, nobody])
      expect((await act(id, 'assign', { ownerId })).error?.code).toBe('invalid_request');
    const { body } = await server.inject('GET /api/v1/incident-owners', { as: viewer });
    const ids = body.items.map((owner: { id: string }) => owner.id);
    expect(ids).toEqual(expect.arrayContaining([ada.id, bob.id]));
    expect(ids).not.toContain(viewer.id);
    await act(id, 'assign', { ownerId: null });
    expect((await read(id)).owner).toBeNull();
  });
});

describe('comments', () => {
  it('are written once, however often they are sent', async () => {
    const { id } = await openOne(server);
    const body = { id: '01a1fd8c-6900-72cf-bae7-000000000001', note: 'Looking at the pool.' };
    for (let sent = 0; sent < 2; sent += 1)
      expect((await act(id, 'comment', body)).status).toBe(204);
    expect(await kindsOf(id)).toEqual(['opened', 'commented']);
    expect(await readAudit(server, 'incident.commented')).toHaveLength(1);
    expect((await act(id, 'comment', { note: ' ' })).error?.code).toBe('invalid_request');
  });
});

describe('merging', () => {
  it('moves alerts and what joins later, and closes the other for good', async () => {
    const one = await openOne(server, { groupKey: 'one' });
    const other = await openOne(server, { groupKey: 'other', severity: 'critical' });
    const run = await beginRun(server, { incidentId: other.id, alertId: other.alertId });
    const answer = await act(one.id, 'merge', { incidentIds: [other.id] });
    expect(answer.status).toBe(200);
    expect(await read(one.id)).toMatchObject({
      severity: 'critical',
      alerts: { total: 2, firing: 2 },
      related: [{ relation: 'merged_in', incident: { id: other.id } }],
    });
    const merged = await read(other.id);
    expect(merged).toMatchObject({
      state: 'closed',
      mergedInto: { id: one.id },
      alerts: { total: 0 },
      allowed: [],
    });
    const runsOf = async (id: string): Promise<unknown[]> =>
      (await server.inject(`GET /api/v1/incidents/${id}/runs`, { as: ada })).body.items;
    expect(await runsOf(one.id)).toMatchObject([{ id: run.runId, status: 'pending' }]);
    expect(await runsOf(other.id)).toEqual([]);
    const late = alertChange(server, { groupKey: 'other' });
    const grouped = await groupInOne(server, [late]);
    expect(grouped.get(late.alertId)).toMatchObject({ incidentId: one.id, change: 'joined' });
    const refused = await act(other.id, 'reopen');
    expect(refused.error?.message).toContain(`became part of #${(await read(one.id)).number}`);
    // Asked again, it is done.
    expect((await act(one.id, 'merge', { incidentIds: [other.id] })).status).toBe(200);
  });

  it('refuses what is over, and what is not there', async () => {
    const [one, other] = [await openOne(server), await openOne(server)];
    for (const incidentIds of [[nobody], [one.id]])
      expect((await act(one.id, 'merge', { incidentIds })).error?.code).toBe('invalid_request');
    await act(one.id, 'resolve');
    const refused = await act(one.id, 'merge', { incidentIds: [other.id] });
    expect(refused.error?.code).toBe('conflict');
    expect((await read(other.id)).state).toBe('open');
  });
});

describe('splitting', () => {
  it('gives some alerts an incident of their own', async () => {
    const one = await openOne(server, { groupKey: 'split' });
    const alert = alertChange(server, { groupKey: 'split', name: 'DiskFull', severity: 'info' });
    await groupInOne(server, [alert]);
    const answer = await act(one.id, 'split', { alertIds: [alert.alertId] });
    expect(answer.status).toBe(200);
    expect(await read(answer.body.id)).toMatchObject({
      title: 'DiskFull',
      severity: 'info',
      state: 'open',
      alerts: { total: 1, firing: 1 },
      related: [{ relation: 'split_from', incident: { id: one.id } }],
    });
    expect((await read(one.id)).alerts).toEqual({ total: 1, firing: 1 });
    // Each goes on for itself, and what is new joins the one that was there.
    const late = alertChange(server, { groupKey: 'split' });
    const grouped = await groupInOne(server, [
      { ...alert, status: 'resolved', at: server.clock.now() },
      late,
    ]);
    expect(grouped.get(alert.alertId)).toMatchObject({
      incidentId: answer.body.id,
      change: 'resolved',
    });
    expect(grouped.get(late.alertId)?.incidentId).toBe(one.id);
  });

  it('leaves at least one, and takes only what is there', async () => {
    const { id, alertId } = await openOne(server, { groupKey: 'two' });
    expect((await act(id, 'split', { alertIds: [alertId] })).error?.code).toBe('invalid_request');
    await groupInOne(server, [alertChange(server, { groupKey: 'two' })]);
    expect((await act(id, 'split', { alertIds: [nobody] })).error?.code).toBe('invalid_request');
    expect((await read(id)).alerts.total).toBe(2);
  });
});
