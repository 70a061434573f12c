import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { makeActivity } from '../../test/make.ts';
import { startTestServer, type TestServer } from '../../test/server.ts';
import { ensureKeys } from '../api-keys/ensure-keys.ts';

const configured = { ingestKey: undefined, apiKey: undefined };

/** As before the first start; keys are remembered for some seconds. */
const forgetAll = async ({ owner, clock }: TestServer): Promise<void> => {
  await owner.query(
    `truncate api_keys, activity_log; delete from settings where key = 'first_event'`,
  );
  clock.advance({ minutes: 1 });
};

let server: TestServer;
let firstKey: string | undefined;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());
beforeEach(async () => {
  await forgetAll(server);
  const { db, clock, secret } = server;
  ({ firstIngestKey: firstKey } = await ensureKeys(db, clock, { ...configured, secret }));
});

const read = async () =>
  server.inject('GET /api/v1/first-steps', { as: await server.operator('operator') });

describe('GET /api/v1/first-steps', () => {
  it('needs a session or a key', async () => {
    expect((await server.inject('GET /api/v1/first-steps')).status).toBe(401);
  });

  it('is for those who manage keys, since it shows one', async () => {
    const as = await server.operator('viewer');
    expect((await server.inject('GET /api/v1/first-steps', { as })).status).toBe(403);
  });

  it('shows the first key and where to send, while nothing has come', async () => {
    expect((await read()).body).toEqual({
      ingestUrl: 'http://localhost:4600',
      ingestKey: firstKey,
      firstEvent: null,
    });
    expect(firstKey).toMatch(/^tfi_/);
  });

  it('turns green with the first event, and forgets the key', async () => {
    await makeActivity(server, [{ action: 'user.signup' }, { action: 'lead.created' }]);
    await server.owner.query(`update activity_log set created_at = created_at - interval '1 hour'
      where action = 'lead.created'`);
    const receivedAt = server.clock.now().toISOString();
    expect((await read()).body).toEqual({
      ingestUrl: 'http://localhost:4600',
      ingestKey: null,
      firstEvent: { action: 'lead.created', receivedAt },
    });
    const { rows } = await server.owner.query(
      'select 1 from api_keys where sealed_key is not null',
    );
    expect(rows).toEqual([]);
  });

  it('stays green when the row of the first event has been dropped', async () => {
    await makeActivity(server, [{ action: 'user.signup' }]);
    const { firstEvent } = (await read()).body;
    await server.owner.query('truncate activity_log');
    expect((await read()).body.firstEvent).toEqual(firstEvent);
  });

  it('shows no key that was revoked', async () => {
    await server.owner.query('update api_keys set revoked_at = now()');
    expect((await read()).body.ingestKey).toBeNull();
  });
});

describe('GET /api/v1/first-steps in a demo', () => {
  const demoKey = `tfi_${'d'.repeat(32)}`;
  const keyId = '019a0000-0000-7000-8000-000000000001';
  let demo: TestServer;
  let ownKey: string | undefined;
  beforeAll(async () => {
    demo = await startTestServer({ demo: { keyId } });
  });
  afterAll(() => demo.close());
  beforeEach(async () => {
    await forgetAll(demo);
    const { secret, db, clock } = demo;
    ({ firstIngestKey: ownKey } = await ensureKeys(db, clock, { ...configured, demoKey, secret }));
    await demo.owner.query(`update api_keys set id = $1 where name = 'Tradewind'`, [keyId]);
  });

  const readDemo = async () =>
    (await demo.inject('GET /api/v1/first-steps', { as: await demo.operator('operator') })).body;

  const send = async (key: string | undefined, action: string) => {
    const createdAt = demo.clock.now().toISOString();
    const record = { kind: 'activity', organizationId: 'acme', userId: 'ada', action, createdAt };
    const answer = await demo.inject('POST /ingest/v1/batch', {
      headers: { authorization: `Bearer ${key}` },
      body: JSON.stringify(record),
    });
    expect(answer.body).toMatchObject({ accepted: 1 });
  };

  it('waits on, whatever the sample product sends', async () => {
    await send(demoKey, 'lead.created');
    expect(await readDemo()).toMatchObject({ ingestKey: ownKey, firstEvent: null });
  });

  it('turns green when another key is used', async () => {
    await send(ownKey, 'lead.created');
    const firstEvent = { action: null, receivedAt: demo.clock.now().toISOString() };
    await expect.poll(readDemo).toMatchObject({ ingestKey: null, firstEvent });
  });
});
