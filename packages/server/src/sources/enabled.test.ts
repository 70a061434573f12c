import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Credential } from '../../test/credentials.ts';
import { readAudit } from '../../test/read-audit.ts';
import { runJobs } from '../../test/run-jobs.ts';
import { createDeliveryStore } from '../inbox/store-deliveries.ts';
import { uuidV7 } from '../platform/ids.ts';
import { startTestServer, type TestServer } from '../../test/server.ts';

let server: TestServer;
let owner: Credential;
beforeAll(async () => {
  server = await startTestServer();
  owner = await server.operator('owner', { email: 'owner@example.com' });
});
afterAll(() => server.close());
beforeEach(() => server.clock.advance({ seconds: 1 }));

interface Connected {
  readonly id: string;
  readonly url: string;
  readonly version: number;
}
const connect = async (): Promise<Connected> =>
  (
    await server.inject('POST /api/v1/sources', {
      as: owner,
      body: { kind: 'autofix', name: 'CI' },
    })
  ).body;
const set = (id: string, body: object, as: Credential = owner) =>
  server.inject(`PUT /api/v1/sources/${id}/enabled`, { as, body });
const send = async (url: string, title: string) => {
  const body = { trigger: 'ci', title, outcome: 'skipped' };
  const answer = await server.inject(`POST ${new URL(url).pathname}`, { body });
  expect(answer.status).toBe(200);
  return answer.body.id as string;
};
const stateOf = async (id: string) =>
  (await server.inject(`GET /api/v1/inbox/${id}`, { as: owner })).body.state;
const find = async (id: string) =>
  (await server.inject('GET /api/v1/sources', { as: owner })).body.items.find(
    (source: { id: string }) => source.id === id,
  );
const titles = async () =>
  (await server.inject('GET /api/v1/autofix-runs', { as: owner })).body.items.map(
    ({ title }: { title: string }) => title,
  );

describe('PUT /api/v1/sources/:id/enabled', () => {
  it('is for those who manage sources', async () => {
    const { id, version } = await connect();
    const route = `PUT /api/v1/sources/${id}/enabled`;
    const body = { isEnabled: false, version };
    expect((await server.inject(route, { body })).status).toBe(401);
    expect((await set(id, body, await server.operator('support'))).status).toBe(403);
    const nobody = '01900000-0000-7000-8000-000000000001';
    expect((await set(nobody, body)).error?.code).toBe('not_found');
  });

  it('holds what comes, and has it read in its order once it is enabled again', async () => {
    const { id, url, version } = await connect();
    const early = await send(url, 'Early');
    const disabled = (await set(id, { isEnabled: false, version })).body;
    expect(disabled).toMatchObject({
      freshness: 'disabled',
      disabledAt: server.clock.now().toISOString(),
      version: version + 1,
    });
    const meanwhile = [await send(url, 'First'), await send(url, 'Second')];
    await runJobs(server);
    // What had come before is read all the same.
    expect(await stateOf(early)).toBe('done');
    expect(await Promise.all(meanwhile.map(stateOf))).toEqual(['held', 'held']);
    expect(await find(id)).toMatchObject({ held: 2, waiting: 0, poisoned: 0 });
    expect((await server.inject('GET /api/v1/inbox-depth', { as: owner })).body.waiting).toBe(0);

    const enabled = (await set(id, { isEnabled: true, version: disabled.version })).body;
    expect(enabled).toMatchObject({ freshness: 'fresh', disabledAt: null });
    await runJobs(server);
    expect(await Promise.all(meanwhile.map(stateOf))).toEqual(['done', 'done']);
    expect(await titles()).toEqual(expect.arrayContaining(['Early', 'First', 'Second']));
    expect((await find(id)).held).toBe(0);

    for (const [action, isEnabled] of [
      ['source.disabled', false],
      ['source.enabled', true],
    ] as const)
      expect((await readAudit(server, action)).at(-1)).toMatchObject({
        actor_label: 'owner@example.com',
        target_id: id,
        before: { name: 'CI', isEnabled: !isEnabled },
        after: { name: 'CI', isEnabled },
      });
  });

  it('holds again what is not read yet when it is undone at once', async () => {
    const { id, url, version } = await connect();
    const off = (await set(id, { isEnabled: false, version })).body;
    const delivery = await send(url, 'Undone');
    const on = (await set(id, { isEnabled: true, version: off.version })).body;
    await set(id, { isEnabled: false, version: on.version });
    await runJobs(server);
    expect(await stateOf(delivery)).toBe('held');
  });

  it('reads what arrived while it was being enabled', async () => {
    const { id } = await connect();
    const store = createDeliveryStore(server.db);
    const delivery = await store({
      id: uuidV7(server.clock),
      receivedAt: server.clock.now(),
      kind: 'autofix',
      sender: { sourceId: id },
      deliveryId: undefined,
      query: {},
      headers: {},
      body: Buffer.from('{"trigger":"ci","title":"Just then","outcome":"skipped"}'),
      isTest: false,
      // As it was when the key was looked up.
      isHeld: true,
    });
    await runJobs(server);
    expect(await stateOf(delivery)).toBe('done');
  });

  it('changes nothing for who read an older version', async () => {
    const { id, version } = await connect();
    await server.inject(`POST /api/v1/sources/${id}/key`, { as: owner });
    const answer = await set(id, { isEnabled: false, version });
    expect(answer.error).toMatchObject({ code: 'conflict', details: { version: version + 1 } });
    expect((await find(id)).disabledAt).toBeNull();
  });

  it('lets a source be tried while it is disabled', async () => {
    const { id, version } = await connect();
    await set(id, { isEnabled: false, version });
    await server.inject(`POST /api/v1/sources/${id}/test`, { as: owner });
    await runJobs(server);
    expect((await find(id)).lastTest.state).toBe('arrived');
  });
});
