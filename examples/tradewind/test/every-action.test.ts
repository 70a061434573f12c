import { knownActions } from '@taffrail/contract';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import config from '../taffrail.config.ts';
import { listRoutes } from './list-routes.ts';
import { password, signUp } from './sign-up.ts';
import { startProduct, type Asking, type Product } from './start-product.ts';

let product: Product;
beforeAll(async () => {
  product = await startProduct();
});
afterAll(() => product.close());

const driven = new Set<string>();
const drive = async (route: string, asking: Asking = {}): Promise<Record<string, string>> => {
  const { status, body } = await product.ask(route, asking);
  expect({ route, status, body }).toMatchObject({ status: expect.toSatisfy((code) => code < 300) });
  driven.add(route);
  return body;
};

const become = async (route: string, token: string, id: string, state: string): Promise<void> => {
  await vi.waitFor(
    async () => expect((await drive(route, { token, params: { id } }))['state']).toBe(state),
    { timeout: 10_000 },
  );
};

/** Finds companies, then looks for more while the catalogue is down. */
const discover = async (token: string): Promise<string[]> => {
  const body = { keyword: 'olive oil', country: 'DE', industry: 'food' };
  const found = await drive('POST /api/discoveries', { token, body });
  await become('GET /api/discoveries/:id', token, found['id'] ?? '', 'completed');
  await drive('GET /api/discoveries', { token });
  const { items } = (await product.ask('GET /api/companies', { token })).body;
  await drive('GET /api/companies', { token });
  expect(items.length).toBeGreaterThan(2);

  product.catalogue.isDown = true;
  const failed = await drive('POST /api/discoveries', { token, body });
  await become('GET /api/discoveries/:id', token, failed['id'] ?? '', 'failed');
  const batch = await drive('POST /api/batches', {
    token,
    body: { companyIds: items.map(({ id }: { id: string }) => id) },
  });
  await become('GET /api/batches/:id', token, batch['id'] ?? '', 'failed');
  product.catalogue.isDown = false;
  return items.map(({ id }: { id: string }) => id);
};

const hunt = async (token: string, companyIds: readonly string[]): Promise<void> => {
  const [companyId = ''] = companyIds;
  await drive('GET /api/companies/:id', { token, params: { id: companyId } });
  for (const position of ['Import Manager', 'Category Buyer', 'Head of Purchasing']) {
    const { id = '' } = await drive('POST /api/headhunts', {
      token,
      body: { companyId, position },
    });
    await become('GET /api/headhunts/:id', token, id, 'completed');
  }
  const route = 'GET /api/companies/:id/contacts';
  const { items } = (await product.ask(route, { token, params: { id: companyId } })).body;
  await drive(route, { token, params: { id: companyId } });
  await drive('GET /api/contacts/:id', { token, params: { id: items[0].id } });
  const { id = '' } = await drive('POST /api/batches', { token, body: { companyIds } });
  await become('GET /api/batches/:id', token, id, 'completed');
  await drive('GET /api/batches', { token });
  await drive('GET /api/jobs', { token });
};

const sell = async (token: string, companyId: string): Promise<void> => {
  const body = { companyId, valueUsd: 12_000 };
  const { id = '' } = await drive('POST /api/leads', { token, body });
  const params = { id };
  await drive('GET /api/leads', { token });
  await drive('GET /api/leads/:id', { token, params });
  await drive('PATCH /api/leads/:id', { token, params, body: { stage: 'contacted' } });
  await drive('POST /api/leads/:id/interactions', {
    token,
    params,
    body: { kind: 'call', note: 'Wants samples.' },
  });
  await drive('GET /api/leads/:id/interactions', { token, params });
  const task = await drive('POST /api/tasks', {
    token,
    body: { leadId: id, title: 'Send the catalogue', dueAt: '2027-01-01T00:00:00Z' },
  });
  await drive('GET /api/tasks', { token });
  await drive('POST /api/tasks/:id/completion', { token, params: { id: task['id'] ?? '' } });
  await drive('DELETE /api/leads/:id', { token, params });
};

const administer = async (token: string): Promise<void> => {
  await drive('GET /api/organization', { token });
  await drive('PATCH /api/organization', { token, body: { name: 'Ege Tekstil A.Ş.' } });
  for (const email of ['colleague@example.com', 'leaver@example.com']) {
    const body = { email, name: 'Can Kaya', role: 'seller' };
    const { body: invited } = await product.ask('POST /api/members', { token, body });
    driven.add('POST /api/members');
    const params = { token: invited.inviteToken, userId: invited.user.id };
    await drive('POST /api/invites/:token/acceptance', { params, body: { password } });
    if (email.startsWith('leaver')) await drive('DELETE /api/members/:userId', { token, params });
  }
  await drive('GET /api/members', { token });
  const { id = '' } = await drive('POST /api/tickets', {
    token,
    body: { subject: 'Export', body: 'How do I export my leads?' },
  });
  await drive('GET /api/tickets', { token });
  await drive('POST /api/tickets/:id/closing', { token, params: { id } });
};

const pay = async (token: string): Promise<void> => {
  await drive('GET /api/plans');
  await drive('PUT /api/subscription', { token, body: { plan: 'team' } });
  await drive('PUT /api/subscription', { token, body: { plan: 'pro' } });
  await drive('DELETE /api/subscription', { token });
  await drive('POST /api/credits', { token, body: { credits: 500 } });
  await drive('GET /api/credits', { token });
  const { items } = (await product.ask('GET /api/invoices', { token })).body;
  await drive('GET /api/invoices', { token });
  await drive('POST /api/invoices/:id/payment', { token, params: { id: items[0].id } });
};

const leave = async (email: string): Promise<void> => {
  const body = { email, password };
  const first = await drive('POST /api/sessions', { body });
  await drive('DELETE /api/sessions/current', { token: first['token'] });
  const { token } = await drive('POST /api/sessions', { body });
  await drive('GET /api/me', { token });
  await drive('DELETE /api/organization', { token });
};

it('emits every action of the catalogue, and none besides, from its own routes', async () => {
  const { token, email } = await signUp(product);
  driven.add('POST /api/sign-up');
  await drive('GET /healthz');
  await pay(token);
  const companyIds = await discover(token);
  await hunt(token, companyIds);
  await sell(token, companyIds[1] ?? '');
  await administer(token);
  await leave(email);
  const other = await signUp(product);
  await drive('DELETE /api/me', { token: other.token });

  expect([...driven].sort()).toEqual(listRoutes().sort());
  await product.stop();
  const { rows } = await product.console.owner.query<{ action: string }>(
    'select distinct action from activity_log',
  );
  const own = Object.keys(config.actions);
  expect(rows.map(({ action }) => action).sort()).toEqual([...knownActions, ...own].toSorted());
});
