import { permissionsOf } from '@taffrail/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readAudit } from '../../test/read-audit.ts';
import { startTestServer, type TestAnswer, type TestServer } from '../../test/server.ts';

const password = 'correct horse battery';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

let addresses = 0;
/** From an address of its own, unless the test is about attempts from one. */
const signIn = (email: string, given: string, remoteAddress = `10.0.0.${(addresses += 1)}`) =>
  server.inject('POST /api/v1/session', { body: { email, password: given }, remoteAddress });

const cookieOf = (answer: TestAnswer): string => String(answer.headers['set-cookie']);
const asCookie = (answer: TestAnswer) => ({
  headers: { cookie: cookieOf(answer).split(';')[0] ?? '' },
});

const audit = (action: string) => readAudit(server, action);

type Asking = { headers: Readonly<Record<string, string>> } | undefined;

describe('POST /api/v1/session', () => {
  it('needs an e-mail and a password', async () => {
    const answer = await server.inject('POST /api/v1/session', { body: { email: 'a@b.test' } });
    expect(answer.error).toMatchObject({
      code: 'invalid_request',
      details: { in: 'body', fields: [{ field: 'password' }] },
    });
  });

  it('refuses text that cannot be stored', async () => {
    expect((await signIn('a\u0000@b.test', password)).error?.code).toBe('invalid_request');
  });

  it('opens a session in a cookie that scripts cannot read', async () => {
    const ada = await server.operator('owner', { email: 'ada@example.com', password });
    const answer = await signIn('ada@example.com', password, '203.0.113.7');
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ id: ada.id, role: 'owner', reportingTimeZone: 'UTC' });
    expect(cookieOf(answer)).toMatch(
      /^taffrail_session_4600=[\w-]{43}; Max-Age=7776000; Path=\/; HttpOnly; SameSite=Lax$/,
    );
    expect((await server.inject('GET /api/v1/me', { as: asCookie(answer) })).status).toBe(200);
    expect(await audit('operator.signed_in')).toEqual([
      {
        actor_kind: 'operator',
        actor_id: ada.id,
        actor_label: 'ada@example.com',
        target_type: 'operator',
        target_id: ada.id,
        before: null,
        after: null,
        ip_address: '203.0.113.7',
      },
    ]);
  });

  it('keeps the token only as a hash', async () => {
    await server.operator('viewer', { email: 'hash@example.com', password });
    const answer = await signIn('hash@example.com', password);
    const token = /=([\w-]{43})/.exec(cookieOf(answer))?.[1] ?? '';
    const { rows } = await server.owner.query(
      `select 1 from operator_sessions where token_hash = sha256(convert_to($1, 'UTF8'))`,
      [token],
    );
    expect(rows).toHaveLength(1);
  });

  it('takes the e-mail in any case, with blanks around it', async () => {
    await server.operator('viewer', { email: 'Grace@Example.com', password });
    expect((await signIn(' grace@example.COM ', password)).status).toBe(200);
  });

  it('ends the session that it replaces', async () => {
    await server.operator('viewer', { email: 'again@example.com', password });
    const first = asCookie(await signIn('again@example.com', password));
    const body = { email: 'again@example.com', password };
    const second = await server.inject('POST /api/v1/session', { as: first, body });
    expect((await server.inject('GET /api/v1/me', { as: first })).status).toBe(401);
    expect((await server.inject('GET /api/v1/me', { as: asCookie(second) })).status).toBe(200);
  });

  it('says the same to a wrong password, an unknown e-mail and a disabled operator', async () => {
    const gone = await server.operator('viewer', { email: 'gone@example.com', password });
    await server.owner.query('update operators set disabled_at = now() where id = $1', [gone.id]);
    await server.operator('viewer', { email: 'here@example.com', password });
    const answers = [
      await signIn('here@example.com', 'wrong horse battery'),
      await signIn('nobody@example.com', password),
      await signIn('gone@example.com', password),
    ];
    for (const { status, error, headers } of answers) {
      expect(status).toBe(401);
      expect(error).toMatchObject({
        code: 'wrong_credentials',
        message: 'The e-mail or the password is wrong.',
      });
      expect(headers['set-cookie']).toBeUndefined();
    }
  });

  it('writes failures to the audit log, without what was typed as e-mail or password', async () => {
    const eve = await server.operator('viewer', { email: 'eve@example.com', password });
    server.clock.advance({ seconds: 1 });
    await signIn('eve@example.com', 'wrong horse battery', '203.0.113.9');
    server.clock.advance({ seconds: 1 });
    await signIn('my secret passphrase', 'x', '203.0.113.9');
    const entries = (await audit('operator.sign_in_failed')).slice(-2);
    const nobody = { actor_kind: 'system', actor_label: 'sign-in', ip_address: '203.0.113.9' };
    expect(entries).toMatchObject([
      { ...nobody, target_id: eve.id, before: null, after: { email: 'eve@example.com' } },
      { ...nobody, target_id: null, before: null, after: { email: '•••' } },
    ]);
  });

  it('refuses the eleventh wrong password from a network, and says for how long', async () => {
    await server.operator('viewer', { email: 'target@example.com', password });
    const guess = (given: string) => signIn('target@example.com', given, '198.51.100.2');
    for (let attempt = 0; attempt < 10; attempt += 1)
      expect((await guess('wrong')).status).toBe(401);
    const answer = await guess(password);
    expect([answer.status, answer.error?.code]).toEqual([429, 'too_many_requests']);
    expect(answer.headers['retry-after']).toBe('60');
    expect((await signIn('target@example.com', password, '198.51.100.3')).status).toBe(200);
    server.clock.advance({ seconds: 60 });
    expect((await guess(password)).status).toBe(200);
  });

  it('refuses the twenty-first wrong password from a network, for whomever', async () => {
    for (let attempt = 0; attempt < 20; attempt += 1)
      expect(
        (await signIn(`guess${attempt}@example.com`, 'x', `2001:db8:7:7::${attempt}`)).status,
      ).toBe(401);
    const refused = await signIn('guess@example.com', 'x', '2001:db8:7:7::99');
    expect([refused.status, refused.headers['retry-after']]).toEqual([429, '15']);
    expect((await signIn('guess@example.com', 'x', '2001:db8:7:8::1')).status).toBe(401);
  });

  it('never slows down who signs in rightly', async () => {
    await server.operator('viewer', { email: 'often@example.com', password });
    for (let attempt = 0; attempt < 12; attempt += 1)
      expect((await signIn('often@example.com', password, '198.51.100.1')).status).toBe(200);
  });
});

describe('behind https', () => {
  it('pins the cookie to the host and to https', async () => {
    const secure = await startTestServer({ publicUrl: 'https://console.example.com' });
    await secure.operator('owner', { email: 'ada@example.com', password });
    const answer = await secure.inject('POST /api/v1/session', {
      body: { email: 'ada@example.com', password },
    });
    expect(cookieOf(answer)).toMatch(
      /^__Host-taffrail_session=[\w-]{43}; Max-Age=7776000; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    );
    expect((await secure.inject('GET /api/v1/me', { as: asCookie(answer) })).status).toBe(200);
    await secure.close();
  });
});

describe('DELETE /api/v1/session', () => {
  it('needs a session', async () => {
    expect((await server.inject('DELETE /api/v1/session')).status).toBe(401);
    const key = await server.apiKey();
    expect((await server.inject('DELETE /api/v1/session', { as: key })).status).toBe(403);
  });

  it('ends this session and takes back the cookie', async () => {
    const ada = await server.operator('viewer');
    const answer = await server.inject('DELETE /api/v1/session', { as: ada });
    expect([answer.status, answer.text]).toEqual([204, '']);
    expect(cookieOf(answer)).toMatch(/^taffrail_session_4600=; Max-Age=0; Path=\//);
    expect((await server.inject('GET /api/v1/me', { as: ada })).status).toBe(401);
    expect((await audit('operator.signed_out')).at(-1)).toMatchObject({ target_id: ada.id });
  });
});

describe('GET /api/v1/me', () => {
  it('needs a session or a key', async () => {
    expect((await server.inject('GET /api/v1/me')).status).toBe(401);
  });

  it('tells an operator who they are and what they may do', async () => {
    const ada = await server.operator('support', { email: 'support@example.com' });
    const { body } = await server.inject('GET /api/v1/me', { as: ada });
    expect(body).toEqual({
      id: ada.id,
      email: 'support@example.com',
      name: 'Test support',
      role: 'support',
      permissions: permissionsOf('support'),
      preferences: {
        theme: 'system',
        density: 'compact',
        times: 'relative',
        singleKeys: true,
        navigation: 'open',
        columns: {},
      },
      reportingTimeZone: 'UTC',
      isDemo: false,
      sessionExpiresAt: new Date(server.clock.now().getTime() + 14 * 86_400_000).toISOString(),
    });
  });

  it('tells a key the same of itself', async () => {
    const key = await server.apiKey('operator');
    expect((await server.inject('GET /api/v1/me', { as: key })).body).toMatchObject({
      id: key.id,
      email: 'Test operator',
      name: 'Test operator',
      role: 'operator',
      permissions: permissionsOf('operator'),
      sessionExpiresAt: null,
    });
  });

  it('keeps nobody out whose stored preferences another version wrote', async () => {
    const ada = await server.operator('viewer');
    await server.owner.query(
      `update operators set preferences = '{"theme":"sepia"}' where id = $1`,
      [ada.id],
    );
    const { body } = await server.inject('GET /api/v1/me', { as: ada });
    expect(body.preferences.theme).toBe('system');
  });
});

const prefer = (as: Asking, body: unknown) =>
  server.inject('PATCH /api/v1/me/preferences', { ...(as && { as }), body });

describe('PATCH /api/v1/me/preferences', () => {
  it('needs a session', async () => {
    expect((await prefer(undefined, {})).status).toBe(401);
    expect((await prefer(await server.apiKey(), { theme: 'dark' })).status).toBe(403);
  });

  it('refuses what is no choice', async () => {
    const ada = await server.operator('viewer');
    expect((await prefer(ada, { theme: 'sepia' })).status).toBe(400);
    expect((await prefer(ada, { columns: { activity: ['\u0000'] } })).status).toBe(400);
  });

  it('changes what is given and leaves the rest, for this operator only', async () => {
    const ada = await server.operator('viewer');
    const bob = await server.operator('viewer');
    await prefer(ada, { density: 'comfortable', columns: { activity: ['action', 'user'] } });
    const { status, body } = await prefer(ada, { theme: 'dark' });
    expect(status).toBe(200);
    expect(body.preferences).toMatchObject({
      theme: 'dark',
      density: 'comfortable',
      columns: { activity: ['action', 'user'] },
    });
    const other = await server.inject('GET /api/v1/me', { as: bob });
    expect(other.body.preferences).toMatchObject({ theme: 'system', columns: {} });
  });
});

const setPassword = (as: Asking, body: unknown) =>
  server.inject('POST /api/v1/me/password', { ...(as && { as }), body });

describe('POST /api/v1/me/password', () => {
  const next = 'staple battery horse';

  it('needs a session', async () => {
    const body = { currentPassword: password, newPassword: next };
    expect((await setPassword(undefined, body)).status).toBe(401);
    expect((await setPassword(await server.apiKey(), body)).status).toBe(403);
  });

  it('refuses a new password that is short', async () => {
    const ada = await server.operator('viewer', { password });
    const answer = await setPassword(ada, { currentPassword: password, newPassword: 'short' });
    expect(answer.error?.code).toBe('invalid_request');
  });

  it('needs the current password, and not many guesses at it', async () => {
    const ada = await server.operator('viewer', { password });
    const guess = () => setPassword(ada, { currentPassword: 'a guess', newPassword: next });
    expect((await guess()).error).toMatchObject({
      code: 'wrong_credentials',
      message: 'The current password is wrong.',
    });
    for (let attempt = 1; attempt < 10; attempt += 1) await guess();
    expect((await guess()).status).toBe(429);
  });

  it('sets it, keeps this session and ends the others', async () => {
    server.clock.advance({ days: 1 });
    const ada = await server.operator('viewer', { email: 'change@example.com', password });
    const other = asCookie(await signIn('change@example.com', password));
    const answer = await setPassword(ada, { currentPassword: password, newPassword: next });
    expect([answer.status, answer.text]).toEqual([204, '']);
    expect((await server.inject('GET /api/v1/me', { as: ada })).status).toBe(200);
    expect((await server.inject('GET /api/v1/me', { as: other })).status).toBe(401);
    expect((await signIn('change@example.com', password)).status).toBe(401);
    expect((await signIn('change@example.com', next)).status).toBe(200);
    expect(await audit('operator.password_changed')).toMatchObject([
      { actor_label: 'change@example.com', target_id: ada.id, after: { sessionsEnded: 1 } },
    ]);
  });

  it('leaves no password in the audit log', async () => {
    const { rows } = await server.owner.query(
      `select 1 from audit_log a where a::text like '%horse%' or a::text like '%argon2%'`,
    );
    expect(rows).toEqual([]);
  });
});
