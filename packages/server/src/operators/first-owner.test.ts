import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readAudit } from '../../test/read-audit.ts';
import { startTestServer, type TestServer } from '../../test/server.ts';
import { ensureOwner } from './ensure-owner.ts';
import { resetPassword } from './reset-password.ts';

const nothing = { email: undefined, password: undefined };

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

const signIn = async (email: string, password: string | undefined, on = server) =>
  (await on.inject('POST /api/v1/session', { body: { email, password } })).status;

describe('ensureOwner', () => {
  it('makes one owner, with a password that it tells once', async () => {
    const starts = await Promise.all(
      [1, 2, 3].map(() => ensureOwner(server.db, server.clock, nothing)),
    );
    const passwords = starts.flatMap(({ password }) => password ?? []);
    expect(passwords).toEqual([expect.stringMatching(/^[A-Za-z0-9]{20}$/)]);
    expect(new Set(starts.map(({ email }) => email))).toEqual(new Set(['owner@taffrail.local']));
    expect(await signIn('owner@taffrail.local', passwords[0])).toBe(200);
    expect(await readAudit(server, 'operator.created')).toEqual([
      expect.objectContaining({
        actor_kind: 'system',
        actor_label: 'first start',
        after: { email: 'owner@taffrail.local', name: 'Owner', role: 'owner' },
      }),
    ]);
  });

  it('finds that owner at later starts, whatever the environment says by then', async () => {
    const configured = { email: 'other@example.com', password: 'another password' };
    expect(await ensureOwner(server.db, server.clock, configured)).toEqual({
      email: 'owner@taffrail.local',
      password: undefined,
      isEnvironmentPasswordIgnored: true,
    });
    expect(await signIn('owner@taffrail.local', 'another password')).toBe(401);
    expect(await signIn('other@example.com', 'another password')).toBe(401);
  });

  it('takes e-mail and password from the environment at the first start', async () => {
    const fresh = await startTestServer();
    const configured = { email: 'ops@example.com', password: 'from the environment' };
    const answers = [
      await ensureOwner(fresh.db, fresh.clock, configured),
      await ensureOwner(fresh.db, fresh.clock, configured),
    ];
    const expected = { email: 'ops@example.com', password: undefined };
    expect(answers).toEqual([
      { ...expected, isEnvironmentPasswordIgnored: false },
      { ...expected, isEnvironmentPasswordIgnored: false },
    ]);
    expect(await signIn('ops@example.com', 'from the environment', fresh)).toBe(200);
    await fresh.close();
  });
});

describe('resetPassword', () => {
  it('sets a new password for the owner, ends their sessions and says so', async () => {
    await ensureOwner(server.db, server.clock, nothing);
    const first = await resetPassword(server.db, server.clock);
    expect(first.email).toBe('owner@taffrail.local');
    expect(await signIn(first.email, first.password)).toBe(200);

    server.clock.advance({ seconds: 1 });
    const second = await resetPassword(server.db, server.clock);
    expect(await signIn(first.email, first.password)).toBe(401);
    expect(await signIn(second.email, second.password)).toBe(200);
    const entry = (await readAudit(server, 'operator.password_reset')).at(-1);
    expect(entry).toMatchObject({ actor_kind: 'system', actor_label: 'command line' });
    expect(JSON.stringify(entry)).not.toContain(second.password);
  });

  it('takes the e-mail of any operator, also of one who never had a password', async () => {
    const ada = await server.operator('viewer', { email: 'Ada@example.com' });
    const { password } = await resetPassword(server.db, server.clock, 'ada@EXAMPLE.com');
    expect(await signIn('ada@example.com', password)).toBe(200);
    expect((await server.inject('GET /api/v1/me', { as: ada })).status).toBe(401);
  });

  it('says what is wrong when there is nobody to do it for', async () => {
    await expect(resetPassword(server.db, server.clock, 'nobody@example.com')).rejects.toThrow(
      'There is no operator nobody@example.com.',
    );
    const gone = await server.operator('viewer', { email: 'gone@example.com' });
    await server.owner.query('update operators set disabled_at = now() where id = $1', [gone.id]);
    await expect(resetPassword(server.db, server.clock, 'gone@example.com')).rejects.toThrow(
      'gone@example.com is disabled: an owner has to enable them first.',
    );
  });
});
