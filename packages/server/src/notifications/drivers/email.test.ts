import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  mailUser,
  startMailServer,
  type MailServer,
} from '../../../test/outside/receivers/mail-server.ts';
import { makeMessage } from '../../../test/outside/receivers/make-message.ts';
import { email } from './email.ts';

let server: MailServer;
beforeAll(async () => {
  server = await startMailServer();
});
afterAll(() => server.close());

const publicUrl = 'https://ops.example.com';
const settings = () => ({
  to: 'ops@example.com, night@example.com',
  from: 'taffrail@example.com',
  host: '127.0.0.1',
  port: String(server.port),
  security: 'none',
  ...mailUser,
  reach: 'private',
});
const send = (given: Record<string, string> = {}, message = makeMessage()) =>
  email.send({ ...settings(), ...given }, message, { mail: undefined, publicUrl, now: new Date() });

const header = (name: string) => server.mails.at(-1)?.headers.get(name);

describe('a message by e-mail', () => {
  it('arrives at everybody, as text and as HTML', async () => {
    const sent = await send();
    expect(sent).toMatchObject({
      state: 'sent',
      externalId: `<${makeMessage().id}@ops.example.com>`,
    });
    const mail = server.mails.at(-1);
    expect(mail?.to).toEqual(['ops@example.com', 'night@example.com']);
    expect(mail?.from).toBe('taffrail@example.com');
    expect(header('subject')).toEqual(['Critical: HighErrorRate (#1042)']);
    expect(header('auto-submitted')).toEqual(['auto-generated']);
    expect(mail?.raw).toContain('Content-Type: text/plain');
    expect(mail?.raw).toContain('Content-Type: text/html');
  });

  it('answers the one before', async () => {
    const answers = '<first@ops.example.com>';
    await send({}, makeMessage({ kind: 'resolved', answers }));
    expect(header('in-reply-to')).toEqual([answers]);
    expect(header('references')).toEqual([answers]);
  });

  it.each([
    'x\r\nBcc: victim@example.com',
    'x\nBcc: victim@example.com',
    'x\r\n\r\n<script>alert(1)</script>',
    'x\u2028Bcc: victim@example.com',
  ])('has no header that a title brought: %j', async (title) => {
    await send({}, makeMessage({ title }));
    expect(header('bcc')).toBeUndefined();
    expect(header('subject')).toHaveLength(1);
    expect(server.mails.at(-1)?.to).toEqual(['ops@example.com', 'night@example.com']);
  });

  it('has no HTML that a label brought', async () => {
    await send(
      {},
      makeMessage({ title: '<img src=x onerror=alert(1)>', paragraphs: ['<b>x</b>'] }),
    );
    expect(server.mails.at(-1)?.raw).toContain('&lt;img src');
    expect(server.mails.at(-1)?.raw.split('text/html')[1]).not.toContain('<img');
  });

  it('is refused for good with what the server says', async () => {
    server.refuseNext(552, 'Mailbox full for ever');
    const sent = await send();
    expect(sent).toMatchObject({ reason: 'refused', isFinal: true });
    expect(sent).toHaveProperty('failure', expect.stringContaining('Mailbox full for ever'));
  });

  it('may be tried again where the server says so', async () => {
    server.refuseNext(451, 'Greylisted');
    expect(await send()).toMatchObject({ reason: 'unavailable', isFinal: false });
  });

  it('is not sent with a wrong password', async () => {
    expect(await send({ password: 'wrong' })).toMatchObject({ reason: 'refused', isFinal: true });
  });

  it('is not sent over a connection that anybody could read or answer', async () => {
    const before = server.mails.length;
    const sent = await send({ security: 'starttls' });
    expect(sent).toMatchObject({ state: 'failed' });
    expect(server.mails).toHaveLength(before);
  });

  it('goes to no private server unless that is allowed', async () => {
    expect(await send({ reach: 'public' })).toMatchObject({ reason: 'forbidden_address' });
    expect(await send({ host: 'localhost', reach: 'public' })).toMatchObject({
      reason: 'forbidden_address',
    });
  });

  it('goes by the server of the environment where the channel names none', async () => {
    const url = `smtp://${mailUser.user}:${encodeURIComponent(mailUser.password)}@127.0.0.1:${server.port}?ignoreTLS=true`;
    const mail = { url, from: 'console@example.com' };
    const sent = await email.send({ to: 'ops@example.com' }, makeMessage(), {
      mail,
      publicUrl,
      now: new Date(),
    });
    expect(sent).toMatchObject({ state: 'sent' });
    expect(server.mails.at(-1)?.from).toBe('console@example.com');
    const nowhere = { mail: undefined, publicUrl, now: new Date() };
    expect(await email.send({ to: 'ops@example.com' }, makeMessage(), nowhere)).toMatchObject({
      reason: 'misconfigured',
    });
  });
});

describe('the settings of e-mail', () => {
  it.each([
    [{ to: 'not an address' }, ['to.0']],
    [{ to: 'a@example.com\r\nBcc: b@example.com' }, ['to.0']],
    [{ to: 'a@example.com', host: 'mail.example.com' }, ['from']],
    [{ to: 'a@example.com', user: 'x' }, ['password']],
    [{ to: 'a@example.com', port: '70000' }, ['port']],
    [{ to: 'a@example.com' }, []],
  ] as const)('%j', (given, fields) => {
    expect(email.check({ ...given }).map(({ field }) => field)).toEqual(fields);
  });
});
