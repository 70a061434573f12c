import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readAudit } from '../../test/read-audit.ts';
import { startTestServer, type TestServer } from '../../test/server.ts';
import type { Credential } from '../../test/credentials.ts';

let server: TestServer;
let owner: Credential;
beforeAll(async () => {
  server = await startTestServer();
  owner = await server.operator('owner', { email: 'owner@example.com' });
});
afterAll(() => server.close());
// So that what one test does comes after what another did.
beforeEach(() => server.clock.advance({ seconds: 1 }));

const change = (id: string, body: unknown, as: Credential = owner) =>
  server.inject(`PATCH /api/v1/operators/${id}`, { as, body });
const lastAudit = async (action: string) => (await readAudit(server, action)).at(-1);
const statusOf = async (as: Credential) => (await server.inject('GET /api/v1/me', { as })).status;

describe('GET /api/v1/operators', () => {
  it('needs a session', async () => {
    expect((await server.inject('GET /api/v1/operators')).status).toBe(401);
  });

  it('is for owners, not for operators nor the widest key', async () => {
    for (const as of [await server.operator('operator'), await server.apiKey('operator')]) {
      const answer = await server.inject('GET /api/v1/operators', { as });
      expect(answer.error).toMatchObject({
        code: 'forbidden',
        details: { permission: 'operators.manage', grantedBy: ['owner'] },
      });
    }
  });

  it('lists everybody in the order in which they came, disabled ones too', async () => {
    server.clock.advance({ hours: 1 });
    const ada = await server.operator('viewer', { email: 'ada@example.com' });
    await change(ada.id, { disabled: true });
    const { body } = await server.inject('GET /api/v1/operators', { as: owner });
    expect(body.items[0]).toMatchObject({ email: 'owner@example.com', disabledAt: null });
    expect(body.items.at(-1)).toEqual({
      id: ada.id,
      email: 'ada@example.com',
      name: 'Test viewer',
      role: 'viewer',
      createdAt: server.clock.now().toISOString(),
      lastSeenAt: server.clock.now().toISOString(),
      disabledAt: server.clock.now().toISOString(),
    });
    expect(body.invites).toEqual([]);
  });
});

describe('PATCH /api/v1/operators/:id', () => {
  it('needs a session', async () => {
    const answer = await server.inject(`PATCH /api/v1/operators/${owner.id}`, { body: {} });
    expect(answer.status).toBe(401);
  });

  it('refuses what is no role, and no id', async () => {
    expect((await change(owner.id, { role: 'admiral' })).error?.code).toBe('invalid_request');
    expect((await change('me', { role: 'viewer' })).error?.code).toBe('invalid_request');
  });

  it('is for owners', async () => {
    const operator = await server.operator('operator');
    expect((await change(operator.id, { role: 'owner' }, operator)).status).toBe(403);
  });

  it('does not find who is not there', async () => {
    const answer = await change('01a1fd8c-6900-72cf-bae7-d4c8cfb1cb45', { role: 'viewer' });
    expect(answer.error?.code).toBe('not_found');
  });

  it('changes a role at once, and says so in the audit log', async () => {
    const ada = await server.operator('viewer');
    const answer = await change(ada.id, { role: 'operator' });
    expect(answer.body).toMatchObject({ id: ada.id, role: 'operator' });
    expect((await server.inject('GET /api/v1/audit-log', { as: ada })).status).toBe(200);
    expect(await lastAudit('operator.role_changed')).toMatchObject({
      actor_label: 'owner@example.com',
      target_id: ada.id,
      before: { role: 'viewer' },
      after: { role: 'operator' },
    });
  });

  it('disables: sessions end, and stay ended when enabled again', async () => {
    const ada = await server.operator('viewer');
    expect((await change(ada.id, { disabled: true })).body.disabledAt).not.toBeNull();
    expect(await statusOf(ada)).toBe(401);
    expect(await lastAudit('operator.disabled')).toMatchObject({
      target_id: ada.id,
      before: { disabled: false },
      after: { disabled: true, sessionsEnded: 1 },
    });
    expect((await change(ada.id, { disabled: false })).body.disabledAt).toBeNull();
    expect(await statusOf(ada)).toBe(401);
    expect(await lastAudit('operator.enabled')).toMatchObject({
      before: { disabled: true },
      after: { disabled: false },
    });
  });

  it('writes nothing down when nothing changes', async () => {
    const ada = await server.operator('viewer');
    const before = await server.owner.query('select count(*) from audit_log');
    const answer = await change(ada.id, { role: 'viewer', disabled: false });
    expect(answer.status).toBe(200);
    const after = await server.owner.query('select count(*) from audit_log');
    expect(after.rows).toEqual(before.rows);
  });

  it('keeps the last owner, whatever is tried', async () => {
    for (const body of [
      { role: 'operator' },
      { disabled: true },
      { role: 'owner', disabled: true },
    ]) {
      const answer = await change(owner.id, body);
      expect([answer.status, answer.error?.code]).toEqual([409, 'last_owner']);
    }
    const second = await server.operator('owner');
    await change(second.id, { disabled: true });
    expect((await change(owner.id, { role: 'viewer' })).error?.code).toBe('last_owner');
    expect(await statusOf(owner)).toBe(200);
  });

  it('leaves one owner when two demote each other at the same moment', async () => {
    for (let round = 0; round < 10; round += 1) {
      const other = await server.operator('owner');
      const answers = await Promise.all([
        change(other.id, { role: 'viewer' }, owner),
        change(owner.id, { role: 'viewer' }, other),
      ]);
      const { rows } = await server.owner.query<{ id: string }>(
        `select id from operators where role = 'owner' and disabled_at is null`,
      );
      expect(rows).toHaveLength(1);
      // Whoever came second was an owner no more, or the last one.
      const statuses = answers.map(({ status }) => status).toSorted((a, b) => a - b);
      expect([403, 409]).toContain(statuses[1]);
      expect(statuses[0]).toBe(200);
      await server.owner.query(`update operators set role = 'owner' where id = $1`, [owner.id]);
      await server.owner.query(`update operators set role = 'viewer' where id = $1`, [other.id]);
    }
  });
});
