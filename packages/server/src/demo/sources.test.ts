import { sourcePaths, type SourceKind } from '@taffrail/contract';
import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Credential } from '../../test/credentials.ts';
import { readAudit } from '../../test/read-audit.ts';
import { startTestServer, type TestServer } from '../../test/server.ts';
import { createDemo } from './demo.ts';

let console: TestServer;
let owner: Credential;
const secret = 'the secret of the console, thirty-two';
const demo = createDemo('postgres://localhost/x', secret);
const { sources } = demo;
beforeAll(async () => {
  console = await startTestServer();
  owner = await console.operator('owner');
});
afterAll(() => console.close());
beforeEach(() => start());

/** As the start of a demo does it. */
const start = () => demo.connect(console.db, console);

const list = async (): Promise<Record<string, unknown>[]> =>
  (await console.inject('GET /api/v1/sources', { as: owner })).body.items;

const find = (kind: SourceKind) => {
  const found = sources.find((source) => source.kind === kind);
  if (!found) throw new Error(`There is no ${kind}.`);
  return found;
};

const send = (kind: SourceKind, body: object, headers: Record<string, string> = {}) =>
  console.inject(`POST ${sourcePaths[kind]}/${find(kind).key}`, { body, headers });

it('has a source for each system that reports by itself', async () => {
  expect(new Set((await list()).map(({ kind }) => kind))).toEqual(
    new Set(['alertmanager', 'autofix', 'github', 'load_tests', 'sentry', 'stripe']),
  );
  const report = { trigger: 'ci', title: 'Lint', outcome: 'skipped' };
  expect((await send('autofix', report)).status).toBe(200);
});

it('believes of Stripe only what is signed with the secret of the demo', async () => {
  const event = { id: 'evt_1', object: 'event', type: 'invoice.paid' };
  const time = Math.floor(console.clock.now().getTime() / 1_000);
  const sign = (with_: string): string => {
    const text = `${time}.${JSON.stringify(event)}`;
    return `t=${time},v1=${createHmac('sha256', with_).update(text).digest('hex')}`;
  };
  const signed = { 'stripe-signature': sign(find('stripe').signingSecret ?? '') };
  expect((await send('stripe', event, signed)).status).toBe(200);
  const forged = { 'stripe-signature': sign('whsec_somebody') };
  expect((await send('stripe', event, forged)).status).toBe(401);
});

it('stays as it is at the next start, and comes back when it was taken away', async () => {
  const before = await list();
  await start();
  expect((await list()).map(({ id }) => id)).toEqual(before.map(({ id }) => id));
  const { id } = find('load_tests');
  await console.inject(`DELETE /api/v1/sources/${id}`, { as: owner });
  expect(await list()).toHaveLength(sources.length - 1);
  await start();
  expect(await list()).toHaveLength(sources.length);
  await console.inject(`POST /api/v1/sources/${id}/key`, { as: owner });
  expect((await send('load_tests', {})).status).toBe(401);
  await start();
  expect((await send('load_tests', {})).status).toBe(200);
  expect((await readAudit(console, 'source.restored')).map((entry) => entry['target_id'])).toEqual([
    id,
    id,
  ]);
});

it('is another at another console', () => {
  const other = createDemo('postgres://localhost/x', `${secret} of another`);
  expect(other.sources.map(({ key }) => key)).not.toEqual(sources.map(({ key }) => key));
});
