import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { listRoutes } from './list-routes.ts';
import { password, signUp, type SignedUp } from './sign-up.ts';
import { startProduct, type Answer, type Asking, type Product } from './start-product.ts';

const nobodys = '0193b6a0-0000-7000-8000-000000000000';
const open = new Set([
  'GET /healthz',
  'GET /api/plans',
  'POST /api/sign-up',
  'POST /api/sessions',
  'POST /api/invites/:token/acceptance',
]);
const guarded = listRoutes().filter((route) => !open.has(route));

let product: Product;
let owner: SignedUp;
let stranger: SignedUp;
/** Things of the owner's organization. */
let ids: Readonly<Record<'company' | 'lead' | 'discovery' | 'contact' | 'task' | 'ticket', string>>;

const ask = (route: string, asking: Asking): Promise<Answer> => product.ask(route, asking);
const codeOf = async (route: string, asking: Asking): Promise<unknown> =>
  (await ask(route, asking)).body?.error?.code;
const asOwner = (route: string, asking: Asking = {}): Promise<Answer> =>
  ask(route, { token: owner.token, ...asking });

/** Somebody else in the owner's organization. */
const join = async (role: string): Promise<{ token: string; userId: string }> => {
  const { body } = await asOwner('POST /api/members', {
    body: { email: `${role}-${Math.random()}@example.com`, name: 'Can Kaya', role },
  });
  const route = 'POST /api/invites/:token/acceptance';
  const answer = await ask(route, { params: { token: body.inviteToken }, body: { password } });
  return { token: answer.body.token, userId: body.user.id };
};

const discover = async (headers: Record<string, string> = {}): Promise<string> => {
  const body = { keyword: 'olive oil', country: 'DE', industry: 'food' };
  const { id } = (await asOwner('POST /api/discoveries', { body, headers })).body;
  const isDone = async (): Promise<void> => {
    const { state } = (await asOwner('GET /api/discoveries/:id', { params: { id } })).body;
    expect(state).not.toBe('running');
  };
  await vi.waitFor(isDone, { timeout: 10_000 });
  return id;
};

const findContact = async (companyId: string): Promise<string> => {
  const route = 'GET /api/companies/:id/contacts';
  const position = 'Import Manager';
  await asOwner('POST /api/headhunts', { body: { companyId, position } });
  return vi.waitFor(
    async () => {
      const { items } = (await asOwner(route, { params: { id: companyId } })).body;
      expect(items[0].email).toBe('…');
      return items[0].id;
    },
    { timeout: 10_000 },
  );
};

const makeThings = async (): Promise<typeof ids> => {
  const discovery = await discover();
  const company = (await asOwner('GET /api/companies')).body.items[0].id;
  const contact = await findContact(company);
  const lead = (await asOwner('POST /api/leads', { body: { companyId: company } })).body.id;
  const dueAt = '2027-01-01T00:00:00Z';
  const task = (await asOwner('POST /api/tasks', { body: { leadId: lead, title: 'Call', dueAt } }))
    .body.id;
  const ticket = (await asOwner('POST /api/tickets', { body: { subject: 'A', body: 'B' } })).body
    .id;
  return { company, lead, discovery, contact, task, ticket };
};

beforeAll(async () => {
  product = await startProduct();
  owner = await signUp(product);
  stranger = await signUp(product);
  await asOwner('PUT /api/subscription', { body: { plan: 'pro' } });
  ids = await makeThings();
});
afterAll(() => product.close());

describe('who may', () => {
  it.each(guarded)('%s needs somebody who is signed in', async (route) => {
    expect(await codeOf(route, {})).toBe('unauthenticated');
    expect(await codeOf(route, { token: 'made up' })).toBe('unauthenticated');
  });

  it.each([
    ['POST /api/discoveries', { keyword: 'soap', country: 'DE', industry: 'food' }],
    ['POST /api/leads', { companyId: nobodys }],
    ['POST /api/batches', { companyIds: [nobodys] }],
    ['POST /api/tasks', {}],
  ])('%s is not for those who only look on', async (route, body) => {
    const { token } = await join('viewer');
    expect(await codeOf(route, { token, body })).toBe('forbidden');
    expect((await ask('GET /api/leads', { token })).status).toBe(200);
  });

  it.each([
    'PATCH /api/organization',
    'DELETE /api/organization',
    'POST /api/members',
    'PUT /api/subscription',
    'DELETE /api/subscription',
    'POST /api/credits',
  ])('%s is for owners', async (route) => {
    const { token } = await join('seller');
    expect(await codeOf(route, { token, body: {} })).toBe('forbidden');
  });

  it.each<[string, keyof typeof ids, object?]>([
    ['GET /api/companies/:id', 'company'],
    ['GET /api/companies/:id/contacts', 'company'],
    ['GET /api/contacts/:id', 'contact'],
    ['GET /api/discoveries/:id', 'discovery'],
    ['GET /api/leads/:id', 'lead'],
    ['PATCH /api/leads/:id', 'lead', { stage: 'won' }],
    ['DELETE /api/leads/:id', 'lead'],
    ['GET /api/leads/:id/interactions', 'lead'],
    ['POST /api/leads/:id/interactions', 'lead', { kind: 'call', note: 'Hello' }],
    ['POST /api/tasks/:id/completion', 'task'],
    ['POST /api/tickets/:id/closing', 'ticket'],
  ])('%s does not show another organization what there is', async (route, what, body) => {
    const params = { id: ids[what] };
    expect(await codeOf(route, { token: stranger.token, params, body })).toBe('not_found');
  });
});

describe('what is refused', () => {
  it.each<[string, unknown]>([
    ['POST /api/sign-up', { email: 'nobody' }],
    ['POST /api/discoveries', { keyword: 'soap', country: 'XX', industry: 'food' }],
    ['POST /api/leads', { companyId: 'x' }],
    ['POST /api/batches', { companyIds: [] }],
    ['PATCH /api/organization', { timeZone: 'Mars/Olympus' }],
    ['PUT /api/subscription', { plan: 'gold' }],
    ['POST /api/credits', { credits: 7 }],
    ['POST /api/tickets', undefined],
    ['GET /api/leads?limit=0', undefined],
  ])('%s with what makes no sense', async (route, body) => {
    expect(await codeOf(route, { token: owner.token, body })).toBe('invalid_request');
  });

  it('a password that is wrong, and an address that nobody has', async () => {
    const route = 'POST /api/sessions';
    const wrong = { email: owner.email, password: 'wrong' };
    expect(await codeOf(route, { body: wrong })).toBe('unauthenticated');
    const unknown = { email: 'nobody@example.com', password };
    expect(await codeOf(route, { body: unknown })).toBe('unauthenticated');
  });

  it('an invitation that was used', async () => {
    const body = { email: 'twice@example.com', name: 'Elif Koç', role: 'seller' };
    const { inviteToken: token } = (await asOwner('POST /api/members', { body })).body;
    const route = 'POST /api/invites/:token/acceptance';
    const accept = { params: { token }, body: { password } };
    expect((await ask(route, accept)).status).toBe(201);
    expect(await codeOf(route, accept)).toBe('not_found');
  });

  it('what is there already', async () => {
    const { token } = owner;
    expect(await codeOf('POST /api/leads', { token, body: { companyId: ids.company } })).toBe(
      'conflict',
    );
    const body = { email: owner.email, name: 'Again', role: 'seller' };
    expect(await codeOf('POST /api/members', { token, body })).toBe('conflict');
    expect(await codeOf('PUT /api/subscription', { token, body: { plan: 'pro' } })).toBe(
      'conflict',
    );
  });

  it('what the plan has not, and what there are no credits for', async () => {
    const { token } = stranger;
    const batch = { token, body: { companyIds: [nobodys] } };
    expect(await codeOf('POST /api/batches', batch)).toBe('plan_limit');
    const hunt = { token, body: { companyId: nobodys, position: 'Import Manager' } };
    expect(await codeOf('POST /api/headhunts', hunt)).toBe('plan_limit');
    const body = { email: 'third@example.com', name: 'Third', role: 'seller' };
    await ask('POST /api/members', { token, body: { ...body, email: 'second@example.com' } });
    expect(await codeOf('POST /api/members', { token, body })).toBe('plan_limit');

    await product.database.query(
      'update credit_entries set amount = 1 where organization_id = $1',
      [stranger.organizationId],
    );
    const search = { keyword: 'soap', country: 'DE', industry: 'food' };
    expect(await codeOf('POST /api/discoveries', { token, body: search })).toBe('payment_required');
    expect((await ask('GET /api/discoveries', { token })).body.items).toEqual([]);
  });

  it('a company whose profile the catalogue does not give, until it does', async () => {
    const { items } = (await asOwner('GET /api/companies')).body;
    const params = { id: items.find((item: { profile: null }) => item.profile === null).id };
    product.catalogue.isDown = true;
    const answer = await asOwner('GET /api/companies/:id', { params });
    product.catalogue.isDown = false;
    expect([answer.status, answer.body.error.code]).toEqual([502, 'catalogue_unavailable']);
    expect((await asOwner('GET /api/companies/:id', { params })).body.profile).toContain(
      'imported',
    );
  });

  it('a token after its sign-out, and one of a member who was removed', async () => {
    const first = await join('seller');
    expect((await ask('DELETE /api/sessions/current', first)).status).toBe(204);
    expect(await codeOf('GET /api/me', first)).toBe('unauthenticated');
    const second = await join('seller');
    await asOwner('DELETE /api/members/:userId', { params: { userId: second.userId } });
    expect(await codeOf('GET /api/me', second)).toBe('unauthenticated');
  });
});

describe('what is kept', () => {
  it('shows a contact to everybody once it is paid for, and takes one credit for it', async () => {
    const balance = async (): Promise<number> => (await asOwner('GET /api/credits')).body.balance;
    const before = await balance();
    const opened = await asOwner('GET /api/contacts/:id', { params: { id: ids.contact } });
    expect(opened.body.email).toContain('@');
    await asOwner('GET /api/contacts/:id', { params: { id: ids.contact } });
    expect(await balance()).toBe(before - 1);
  });

  it('joins what a job logs to the trace and session of its request', async () => {
    const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
    const id = await discover({
      traceparent: `00-${traceId}-00f067aa0ba902b7-01`,
      'x-posthog-session-id': 'a-session',
    });
    await vi.waitFor(
      async () => {
        const { rows } = await product.console.owner.query(
          `select action, trace_id, session_id, user_id from activity_log
           where resource_id = $1 order by action`,
          [id],
        );
        const joined = { trace_id: traceId, session_id: 'a-session', user_id: owner.userId };
        expect(rows).toEqual([
          { action: 'credit.consumed', ...joined },
          { action: 'discovery.completed', ...joined },
          { action: 'discovery.started', ...joined },
        ]);
      },
      { timeout: 10_000 },
    );
  });

  it('forgets sessions that have run out, once their user signs in again', async () => {
    const { email, userId } = await signUp(product);
    const sessions = async (): Promise<{ live: boolean }[]> => {
      const text = 'select expires_at > now() as live from sessions where user_id = $1';
      return (await product.database.query<{ live: boolean }>(text, [userId])).rows;
    };
    await product.database.query('update sessions set expires_at = now() where user_id = $1', [
      userId,
    ]);
    expect(await sessions()).toEqual([{ live: false }]);
    expect((await ask('POST /api/sessions', { body: { email, password } })).status).toBe(201);
    expect(await sessions()).toEqual([{ live: true }]);
  });

  it('leaves behind what nothing declares: memberships of a user, invoices of a customer', async () => {
    const leaver = await join('seller');
    await ask('DELETE /api/me', leaver);
    const closing = await signUp(product);
    await ask('POST /api/credits', { token: closing.token, body: { credits: 100 } });
    await ask('DELETE /api/organization', closing);
    const { rows } = await product.database.query(
      `select
         (select count(*)::int from members m
          where not exists (select from users u where u.id = m.user_id)) as members,
         (select count(*)::int from invoices i
          where not exists (select from organizations o where o.id = i.organization_id)) as invoices`,
    );
    expect(rows).toEqual([{ members: 1, invoices: 1 }]);
  });
});
