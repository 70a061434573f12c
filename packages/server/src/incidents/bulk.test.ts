import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Credential } from '../../test/credentials.ts';
import { openOne } from '../../test/incidents/group-alerts.ts';
import { startTestServer, type TestServer } from '../../test/server.ts';
import { bySystem } from '../access/audit.ts';
import type { BulkHandler } from '../bulk-actions/bulk-actions.ts';
import { incidentBulkHandlers } from './bulk.ts';

let server: TestServer;
let ada: Credential;
let open: string;
let over: string;

beforeAll(async () => {
  server = await startTestServer();
  ada = await server.operator('operator');
  ({ id: open } = await openOne(server, { name: 'Fires', severity: 'critical' }));
  ({ id: over } = await openOne(server, { name: 'Over' }));
  await server.inject(`POST /api/v1/incidents/${over}/resolve`, { as: ada, body: {} });
});
afterAll(() => server.close());

const handlerOf = (action: string): BulkHandler => {
  const handler = incidentBulkHandlers.find((one) => one.action === action);
  if (!handler) throw new Error(`Nothing does ${action}`);
  return handler;
};
const match = (filter: Record<string, string>, limit = 10) =>
  handlerOf('incidents.resolve').match(server.db, filter, { limit, now: server.clock.now() });

it('matches what the list shows, in its order, and counts one more than it may take', async () => {
  expect(await match({})).toEqual({ ids: [open], count: 1 });
  expect(await match({ state: 'all', sort: 'severity' })).toEqual({ ids: [open, over], count: 2 });
  expect(await match({ state: 'all' }, 1)).toEqual({ ids: [open], count: 2 });
});

it.each([{ state: 'gone' }, { title: 'x' }, { owner: 'me' }])(
  'refuses a filter that the list does not know, or nobody is meant by: %j',
  async (filter) => {
    await expect(match(filter)).rejects.toMatchObject({ code: 'invalid_request' });
  },
);

it('foresees which are skipped, and why', async () => {
  const rows = await handlerOf('incidents.acknowledge').look(server.db, [open, over]);
  expect(rows.find(({ id }) => id === open)).toMatchObject({ skip: null });
  expect(rows.find(({ id }) => id === over)).toMatchObject({
    label: expect.stringMatching(/^#\d+ Over$/),
    skip: 'It is over: reopen it first.',
  });
});

it('acts on one row, and skips what is no longer possible', async () => {
  const { act } = handlerOf('incidents.resolve');
  const outcomes = await server.db.transaction().execute(async (tx) => {
    const context = { tx, clock: server.clock, note: 'All at once.' };
    const by = bySystem('A test');
    return [await act(context, open, by), await act(context, open, by)];
  });
  expect(outcomes).toEqual([
    { outcome: 'done' },
    { outcome: 'skipped', reason: 'It is resolved already.' },
  ]);
  const { body } = await server.inject(`GET /api/v1/incidents/${open}`, { as: ada });
  expect(body).toMatchObject({ state: 'resolved', resolutionNote: 'All at once.' });
});
