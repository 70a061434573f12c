import { mappingPresets, plainMapping } from '@taffrail/contract';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Credential } from '../../../test/credentials.ts';
import { readAudit } from '../../../test/read-audit.ts';
import { runJobs } from '../../../test/run-jobs.ts';
import { startTestServer, type TestServer } from '../../../test/server.ts';

let server: TestServer;
let owner: Credential;
beforeAll(async () => {
  server = await startTestServer();
  owner = await server.operator('owner', { email: 'owner@example.com' });
});
afterAll(() => server.close());

let id: string;
let hook: string;
const connect = async (kind: string) =>
  (await server.inject('POST /api/v1/sources', { as: owner, body: { kind, name: 'Pager' } })).body;
beforeEach(async () => {
  server.clock.advance({ seconds: 1 });
  const made = await connect('generic');
  id = made.id;
  hook = `POST ${new URL(made.url).pathname}`;
});

const { mapping: opsgenie } = mappingPresets.opsgenie;
const get = (as: Credential = owner) => server.inject(`GET /api/v1/sources/${id}/mapping`, { as });
const put = (mapping: unknown, version: number, as: Credential = owner) =>
  server.inject(`PUT /api/v1/sources/${id}/mapping`, { as, body: { mapping, version } });
const told = { action: 'Create', alert: { message: 'Disk full', priority: 'P1', alertId: 'a-1' } };

describe('the mapping of a source', () => {
  it('is for those who manage sources, and only of generic ones', async () => {
    const viewer = await server.operator('viewer');
    for (const answer of [await get(viewer), await put(plainMapping, 0, viewer)])
      expect(answer.error?.details).toMatchObject({ permission: 'sources.manage' });
    id = (await connect('alertmanager')).id;
    expect((await get()).error?.code).toBe('conflict');
    id = '019ab5a0-0000-7000-8000-000000000001';
    expect((await get()).error?.code).toBe('not_found');
  });

  it('is the plain one until somebody says otherwise, with a line in the audit log', async () => {
    expect((await get()).body).toEqual({ mapping: plainMapping, isDefault: true, version: 0 });
    expect((await put(opsgenie, 0)).body).toEqual({
      mapping: opsgenie,
      isDefault: false,
      version: 1,
    });
    expect((await get()).body).toMatchObject({ mapping: opsgenie, version: 1 });
    expect((await readAudit(server, 'source.mapping_set')).at(-1)).toMatchObject({
      actor_label: 'owner@example.com',
      before: { name: 'Pager', mapping: null },
      after: { name: 'Pager', mapping: opsgenie },
    });
  });

  it('is not overwritten by somebody who had not seen the last one', async () => {
    await put(opsgenie, 0);
    const { error } = await put(plainMapping, 0);
    expect(error).toMatchObject({
      code: 'conflict',
      message: expect.stringMatching(/^owner@example.com changed this mapping at 2026-11-21T/),
    });
    expect((await get()).body).toMatchObject({ mapping: opsgenie });
  });

  it.each([
    [{ fields: {} }, 'name'],
    [{ fields: { name: { from: ['message'] } } }, 'JSON pointer'],
    [{ fields: { name: { from: ['/~2'] } } }, 'JSON pointer'],
    [{ fields: { name: { from: ['/n'] } }, statuses: { up: 'good' } }, 'statuses'],
    [{ fields: { name: { from: ['/n'] }, owner: { from: [] } } }, 'owner'],
  ])('is refused where it is none: %j', async (mapping, about) => {
    const answer = await put(mapping, 0);
    expect(answer.status).toBe(400);
    expect(answer.text).toContain(about);
  });

  it('mends what could not be read before', async () => {
    const delivery = (await server.inject(hook, { body: told })).body.id;
    await runJobs(server);
    const state = async () =>
      (await server.inject(`GET /api/v1/inbox/${delivery}`, { as: owner })).body;
    expect(await state()).toMatchObject({
      state: 'poisoned',
      reason: expect.stringContaining('The mapping does not fit this body. name: There is no name'),
    });
    await put(opsgenie, 0);
    await server.inject(`POST /api/v1/inbox/${delivery}/replay`, { as: owner });
    await runJobs(server);
    expect(await state()).toMatchObject({ state: 'done', reason: null });
    const { rows } = await server.owner.query(
      'select name, severity from alerts where source_id = $1',
      [id],
    );
    expect(rows).toEqual([{ name: 'Disk full', severity: 'critical' }]);
  });

  it('is what a test looks like', async () => {
    await put(opsgenie, 0);
    await server.inject(`POST /api/v1/sources/${id}/test`, { as: owner });
    await runJobs(server);
    const { body } = await server.inject('GET /api/v1/sources', { as: owner });
    const source = body.items.find((one: { id: string }) => one.id === id);
    expect(source.lastTest.state).toBe('arrived');
  });
});

describe('trying a mapping', () => {
  const tryOn = (deliveryId: string, mapping: unknown = opsgenie) =>
    server.inject(`POST /api/v1/sources/${id}/mapping/try`, {
      as: owner,
      body: { mapping, deliveryId },
    });
  const deliver = async (body: unknown): Promise<string> =>
    (await server.inject(hook, { body })).body.id;

  it('says what each field of a stored delivery becomes, and keeps nothing', async () => {
    const { body } = await tryOn(await deliver(told));
    expect(body).toMatchObject({ problem: null, count: 1, alerts: [{ outcome: 'alert' }] });
    expect(body.alerts[0].fields).toContainEqual({
      field: 'severity',
      pointer: '/alert/priority',
      found: 'P1',
      value: 'critical',
      problem: null,
    });
    const { rows } = await server.owner.query('select 1 from alerts where source_id = $1', [id]);
    expect(rows).toEqual([]);
  });

  it('says what is wrong with the body as a whole', async () => {
    expect((await tryOn(await deliver('no JSON'))).body).toEqual({
      problem: 'The body is not JSON.',
      count: 0,
      alerts: [],
    });
  });

  it('shows the first of many', async () => {
    const many = Array.from({ length: 9 }, (_, n) => ({ name: `n${n}` }));
    const { body } = await tryOn(await deliver({ alerts: many }), plainMapping);
    expect(body.count).toBe(9);
    expect(body.alerts).toHaveLength(3);
  });

  it('reaches no delivery of another source', async () => {
    const delivery = await deliver(told);
    id = (await connect('generic')).id;
    expect((await tryOn(delivery)).error?.code).toBe('not_found');
  });
});
