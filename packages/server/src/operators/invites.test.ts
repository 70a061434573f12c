import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readAudit } from '../../test/read-audit.ts';
import { startTestServer, type TestServer } from '../../test/server.ts';
import type { Credential } from '../../test/credentials.ts';

const password = 'correct horse battery';

let server: TestServer;
let owner: Credential;
beforeAll(async () => {
  server = await startTestServer();
  owner = await server.operator('owner', { email: 'owner@example.com' });
});
afterAll(() => server.close());
// So that what one test does comes after what another did.
beforeEach(() => server.clock.advance({ seconds: 1 }));

let people = 0;
const newEmail = () => `invited${(people += 1)}@example.com`;

const invite = (body: unknown, as: Credential | undefined = owner) =>
  server.inject('POST /api/v1/operators/invites', { ...(as && { as }), body });
const withdraw = (id: string) =>
  server.inject(`DELETE /api/v1/operators/invites/${id}`, { as: owner });
const lookUp = (token: string) =>
  server.inject('POST /api/v1/invites/look-up', { body: { token } });
const accept = (token: string, given: Record<string, unknown> = {}) =>
  server.inject('POST /api/v1/invites/accept', {
    body: { token, name: 'Ada Lovelace', password, ...given },
  });
const waiting = async (): Promise<{ id: string }[]> =>
  (await server.inject('GET /api/v1/operators', { as: owner })).body.invites;

/** The part of the link that browsers send to no server. */
const newLink = async (email = newEmail(), role = 'viewer') => {
  const { body } = await invite({ email, role });
  return { id: String(body.id), email, token: String(body.url).split('#')[1] ?? '' };
};

describe('POST /api/v1/operators/invites', () => {
  it('needs a session', async () => {
    const answer = await server.inject('POST /api/v1/operators/invites', {
      body: { email: newEmail(), role: 'viewer' },
    });
    expect(answer.status).toBe(401);
  });

  it('refuses what is no e-mail or no role', async () => {
    expect((await invite({ email: 'ada', role: 'viewer' })).status).toBe(400);
    expect((await invite({ email: newEmail(), role: 'admiral' })).status).toBe(400);
  });

  it('is for owners', async () => {
    const body = { email: newEmail(), role: 'viewer' };
    expect((await invite(body, await server.operator('operator'))).status).toBe(403);
    expect((await invite(body, await server.apiKey('operator'))).status).toBe(403);
  });

  it('answers a link for seven days, whose token is in no table', async () => {
    const email = newEmail();
    const { status, body } = await invite({ email, role: 'operator' });
    expect(status).toBe(201);
    expect(body).toEqual({
      id: expect.any(String),
      email,
      role: 'operator',
      invitedBy: 'owner@example.com',
      createdAt: server.clock.now().toISOString(),
      expiresAt: new Date(server.clock.now().getTime() + 7 * 86_400_000).toISOString(),
      url: expect.stringMatching(/^http:\/\/localhost:4600\/invite#[\w-]{43}$/),
    });
    expect(await waiting()).toContainEqual(expect.objectContaining({ id: body.id, email }));
    const token = String(body.url).split('#')[1];
    const { rows } = await server.owner.query(
      `select 1 from operator_invites i where i::text like '%' || $1 || '%'
       union all select 1 from audit_log a where a::text like '%' || $1 || '%'`,
      [token],
    );
    expect(rows).toEqual([]);
    expect((await readAudit(server, 'operator_invite.created')).at(-1)).toMatchObject({
      actor_label: 'owner@example.com',
      target_id: body.id,
      after: { email, role: 'operator' },
    });
  });

  it('refuses somebody who is an operator or was invited already, in any case', async () => {
    const email = newEmail();
    await invite({ email, role: 'viewer' });
    const again = await invite({ email: email.toUpperCase(), role: 'viewer' });
    expect([again.status, again.error?.code]).toEqual([409, 'conflict']);
    const operator = await invite({ email: 'OWNER@example.com', role: 'viewer' });
    expect([operator.status, operator.error?.code]).toEqual([409, 'conflict']);
  });

  it('invites again once the first invitation is too old', async () => {
    const email = newEmail();
    await invite({ email, role: 'viewer' });
    server.clock.advance({ days: 7 });
    expect((await invite({ email, role: 'viewer' })).status).toBe(201);
  });
});

describe('DELETE /api/v1/operators/invites/:id', () => {
  it('needs an owner', async () => {
    const { id } = await newLink();
    const route = `DELETE /api/v1/operators/invites/${id}`;
    expect((await server.inject(route)).status).toBe(401);
    expect((await server.inject(route, { as: await server.operator('operator') })).status).toBe(
      403,
    );
  });

  it('makes the link useless, once', async () => {
    const { id, email, token } = await newLink();
    expect((await withdraw(id)).status).toBe(204);
    expect((await lookUp(token)).error?.code).toBe('invite_not_usable');
    expect((await accept(token)).error?.code).toBe('invite_not_usable');
    expect((await withdraw(id)).error?.code).toBe('not_found');
    expect((await readAudit(server, 'operator_invite.withdrawn')).at(-1)).toMatchObject({
      target_id: id,
      before: { email, role: 'viewer' },
    });
  });

  it('happens by itself when who invited may not invite any more', async () => {
    const inviter = await server.operator('owner');
    const { body } = await invite({ email: newEmail(), role: 'owner' }, inviter);
    await server.inject(`PATCH /api/v1/operators/${inviter.id}`, {
      as: owner,
      body: { disabled: true },
    });
    const answer = await accept(String(body.url).split('#')[1] ?? '');
    expect(answer.error?.code).toBe('invite_not_usable');
  });
});

describe('POST /api/v1/invites/look-up', () => {
  it('tells whom the invitation is for, to whoever has the link', async () => {
    const { email, token } = await newLink();
    const { status, body } = await lookUp(token);
    expect(status).toBe(200);
    expect(body).toEqual({ email, role: 'viewer', expiresAt: expect.any(String) });
  });

  it('tells nobody else anything', async () => {
    for (const token of ['', 'made-up', 'x'.repeat(200)]) {
      const answer = await lookUp(token);
      expect([answer.status, answer.error?.code]).toEqual([410, 'invite_not_usable']);
    }
    expect((await lookUp('x'.repeat(201))).status).toBe(400);
  });
});

describe('POST /api/v1/invites/accept', () => {
  it('refuses a short password and no name', async () => {
    const { token } = await newLink();
    expect((await accept(token, { password: 'short' })).error?.code).toBe('invalid_request');
    expect((await accept(token, { name: '  ' })).error?.code).toBe('invalid_request');
    expect((await accept(token, { name: 'Ada\u0000' })).error?.code).toBe('invalid_request');
    expect((await lookUp(token)).status).toBe(200);
  });

  it('makes an operator of the invited role and signs them in', async () => {
    const { id, email, token } = await newLink(newEmail(), 'support');
    const answer = await accept(token);
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ email, name: 'Ada Lovelace', role: 'support' });
    const cookie = String(answer.headers['set-cookie']).split(';')[0] ?? '';
    const me = await server.inject('GET /api/v1/me', { headers: { cookie } });
    expect(me.body.id).toBe(answer.body.id);
    const again = await server.inject('POST /api/v1/session', { body: { email, password } });
    expect(again.status).toBe(200);
    expect(await waiting()).not.toContainEqual(expect.objectContaining({ id }));
    expect((await readAudit(server, 'operator_invite.accepted')).at(-1)).toMatchObject({
      actor_kind: 'operator',
      actor_id: answer.body.id,
      actor_label: email,
      target_id: id,
      after: { operatorId: answer.body.id, email, name: 'Ada Lovelace', role: 'support' },
    });
  });

  it('works once, also for two at the same moment', async () => {
    const { token } = await newLink();
    const answers = await Promise.all([accept(token), accept(token)]);
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 410]);
    expect((await accept(token)).error?.code).toBe('invite_not_usable');
  });

  it('works for seven days', async () => {
    const { token } = await newLink();
    server.clock.advance({ days: 7 });
    expect((await accept(token)).error?.code).toBe('invite_not_usable');
  });

  it('refuses when the e-mail belongs to an operator meanwhile, and keeps the invitation', async () => {
    const { email, token } = await newLink();
    await server.operator('viewer', { email: email.toUpperCase() });
    const answer = await accept(token);
    expect([answer.status, answer.error?.code]).toEqual([409, 'conflict']);
    expect((await lookUp(token)).status).toBe(200);
  });
});
