import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Credential } from '../../test/credentials.ts';
import { readAudit } from '../../test/read-audit.ts';
import { startTestServer, type TestServer } from '../../test/server.ts';
import { createDemo } from './demo.ts';

let console: TestServer;
let owner: Credential;
const secret = 'the secret of the console, thirty-two';
const demoAt = (port: number) => createDemo('postgres://localhost/x', secret, port);
const { pingIds } = demoAt(4700).checks;
beforeAll(async () => {
  console = await startTestServer();
  owner = await console.operator('owner');
});
afterAll(() => console.close());
beforeEach(() => start());

/** As the start of a demo does it. */
const start = (port = 4700) => demoAt(port).connect(console.db, console);

const list = async (): Promise<Record<string, unknown>[]> =>
  (await console.inject('GET /api/v1/checks', { as: owner })).body.items.filter(
    ({ name }: { name: string }) => name.startsWith('Tradewind'),
  );

const get = async (name: string): Promise<Record<string, unknown>> => {
  const found = (await list()).find((check) => check['name'] === name);
  if (!found) throw new Error(`There is no check ${name}.`);
  return found;
};

it('looks at the sample product wherever it listens this time', async () => {
  const urlOf = async () => (await get('Tradewind'))['config'];
  expect(await urlOf()).toMatchObject({ url: 'http://127.0.0.1:4700/healthz', mayBePrivate: true });
  await start(5151);
  expect(await urlOf()).toMatchObject({ url: 'http://127.0.0.1:5151/healthz', mayBePrivate: true });
});

it('is pinged at addresses that are the same at every start', async () => {
  expect(demoAt(5151).checks.pingIds).toEqual(pingIds);
  for (const id of Object.values(pingIds))
    expect((await console.inject(`POST /ping/${id}`)).status).toBe(200);
  await start();
  const { body } = await console.inject('GET /api/v1/heartbeats', { as: owner });
  expect(body.items.map(({ state }: { state: string }) => state)).toEqual(['up', 'up']);
  const other = createDemo('postgres://localhost/x', `${secret} of another`);
  expect(Object.values(other.checks.pingIds)).not.toEqual(Object.values(pingIds));
});

it('stays as somebody has set it, and is made once', async () => {
  const { id, version, name, service, host, config } = await get('Tradewind');
  const body = {
    version,
    name,
    service,
    host,
    config,
    isEnabled: false,
    everyMinutes: 5,
    failuresBeforeAlert: 9,
  };
  const changed = await console.inject(`PUT /api/v1/checks/${String(id)}`, { as: owner, body });
  expect(changed.status).toBe(200);
  await start(6161);
  expect(await get('Tradewind')).toMatchObject({
    isEnabled: false,
    everyMinutes: 5,
    failuresBeforeAlert: 9,
    config: { url: 'http://127.0.0.1:6161/healthz' },
  });
  expect(await list()).toHaveLength(3);
  expect(await readAudit(console, 'check.created')).toHaveLength(3);
});
