import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Credential } from '../../test/credentials.ts';
import { startTestServer, type TestServer } from '../../test/server.ts';

let server: TestServer;
let key: Credential;

beforeAll(async () => {
  server = await startTestServer({
    product: {
      actions: { 'invoice.sent': { category: 'billing', sentence: 'sent an invoice' } },
    },
  });
  key = await server.ingestKey();
});
afterAll(() => server.close());

it("calls a product's own action as the configuration does, and files it there", async () => {
  const actions = ['invoice.sent', 'parcel.lost', 'constructor.called', 'lead.created'];
  const sent = await server.inject('POST /ingest/v1/batch', {
    as: key,
    headers: { 'content-type': 'application/x-ndjson' },
    body: actions
      .map((action) => JSON.stringify({ kind: 'activity', organizationId: 'acme', action }))
      .join('\n'),
  });
  expect(sent.body.accepted).toBe(actions.length);
  const viewer = await server.operator('viewer');
  const { body } = await server.inject('GET /api/v1/activity', { as: viewer });
  const items: { action: string; category: string; sentence: string | null }[] = body.items;
  expect(new Map(items.map(({ action, ...said }) => [action, said]))).toMatchObject(
    new Map([
      ['invoice.sent', { category: 'billing', sentence: 'sent an invoice' }],
      ['parcel.lost', { category: 'other', sentence: null }],
      ['constructor.called', { category: 'other', sentence: null }],
      ['lead.created', { category: 'lead', sentence: 'created a lead' }],
    ]),
  );
  const billing = await server.inject('GET /api/v1/activity', {
    as: viewer,
    query: { category: 'billing' },
  });
  expect(billing.body.items).toHaveLength(1);
});
