import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { createTransport, type Mail, type SMTPSentMessageInfo } from 'nodemailer';
import { z } from 'zod';
import { toHtml } from '../messages/html.ts';
import type { Message } from '../messages/message.ts';
import { toOneLine, toPlainText } from '../messages/plain-text.ts';
import { defineDriver, field, type SendContext, type SendResult } from './driver.ts';
import { reachField, Reaches, sendTimeoutMs, toConnectionFailure, toReach } from './reach.ts';

/** Neither a name nor a comment: what stands here goes into headers and onto the wire. */
const Address = z.email('must be an e-mail address').max(254);

const Addresses = z
  .string()
  .transform((text) => text.split(',').map((address) => address.trim()))
  .pipe(z.array(Address).min(1).max(20, 'must be 20 addresses at most'));

const Port = z
  .string()
  .regex(/^\d{1,5}$/, 'must be a number')
  .transform(Number)
  .pipe(z.number().min(1).max(65_535, 'must be a port'));

const settings = z
  .object({
    to: Addresses,
    from: Address.optional(),
    host: z
      .string()
      .regex(/^[A-Za-z0-9.:_-]{1,253}$/, 'must be a host name or an IP address')
      .optional(),
    port: Port.optional(),
    security: z.enum(['starttls', 'tls', 'none']).default('starttls'),
    user: z.string().max(300).optional(),
    password: z.string().max(500).optional(),
    reach: Reaches,
  })
  .superRefine(({ host, from, user, password }, context) => {
    const refuse = (path: string, message: string): void =>
      context.addIssue({ code: 'custom', path: [path], message });
    if (host !== undefined && from === undefined)
      refuse('from', 'must be given with a mail server');
    if ((user === undefined) !== (password === undefined))
      refuse(user === undefined ? 'user' : 'password', 'must be given, too');
  });
type EmailSettings = z.output<typeof settings>;

const timeouts = {
  connectionTimeout: sendTimeoutMs,
  greetingTimeout: sendTimeoutMs,
  socketTimeout: sendTimeoutMs,
  dnsTimeout: sendTimeoutMs,
} as const;

const usualPorts = { starttls: 587, tls: 465, none: 25 } as const;

const openSocket = async (
  { host, port }: { readonly host: string; readonly port: number },
  reaches: Reaches,
): Promise<Socket> => {
  const reach = toReach(reaches);
  reach.requireHost(host);
  const socket = connect({ host, port, lookup: reach.lookup });
  try {
    await once(socket, 'connect', { signal: AbortSignal.timeout(sendTimeoutMs) });
    return socket;
  } catch (error) {
    socket.destroy();
    throw error instanceof Error && error.name === 'AbortError' ? error.cause : error;
  }
};

interface OpenMail {
  readonly transport: Mail<SMTPSentMessageInfo>;
  readonly from: string;
  readonly close: () => void;
}

/** The channel's own server, over a connection that may lead where the channel may. */
const openOwn = async (given: EmailSettings, host: string): Promise<OpenMail> => {
  const { security, user, password, from = '' } = given;
  const port = given.port ?? usualPorts[security];
  const connection = await openSocket({ host, port }, given.reach);
  const transport = createTransport({
    host,
    port,
    connection,
    secure: security === 'tls',
    requireTLS: security === 'starttls',
    ignoreTLS: security === 'none',
    ...(user !== undefined && { auth: { user, pass: password ?? '' } }),
    ...timeouts,
  });
  const close = (): void => {
    transport.close();
    connection.destroy();
  };
  return { transport, from, close };
};

const open = async (given: EmailSettings, { mail }: SendContext): Promise<OpenMail | undefined> => {
  if (given.host !== undefined) return openOwn(given, given.host);
  if (mail === undefined) return undefined;
  const transport = createTransport({ url: mail.url, ...timeouts });
  return { transport, from: given.from ?? mail.from, close: () => transport.close() };
};

/** RFC 5322, 3.6.4. The same message has the same id, so that mail programs show it once. */
const toMessageId = (id: string, publicUrl: string): string =>
  `<${id}@${new URL(publicUrl).hostname.replaceAll(/[[\]]/g, '')}>`;

const toMail = (message: Message, { to }: EmailSettings, from: string, messageId: string) => ({
  from: { name: 'Taffrail', address: from },
  to: to.map((address) => ({ name: '', address })),
  subject: toOneLine(message.title, 200),
  text: toPlainText(message),
  html: toHtml(message),
  messageId,
  date: message.at,
  ...(message.answers !== null && { inReplyTo: message.answers, references: message.answers }),
  // RFC 3834: nobody's out-of-office answers it.
  headers: { 'Auto-Submitted': 'auto-generated' },
  disableFileAccess: true,
  disableUrlAccess: true,
});

/** What the server said, or that it could not be asked. RFC 5321: 5yz is for good, 4yz passes. */
const toFailure = (error: unknown): SendResult => {
  if (!(error instanceof Error)) throw error;
  const { responseCode, permanent, response, code } = error as Error & {
    responseCode?: number;
    permanent?: boolean;
    response?: string;
    code?: string;
  };
  if (responseCode !== undefined) {
    const failure = `The mail server: ${toOneLine(response ?? error.message, 300)}`;
    const isFinal = permanent === true;
    return { state: 'failed', reason: isFinal ? 'refused' : 'unavailable', failure, isFinal };
  }
  if (code === 'EAUTH' || code === 'EENVELOPE' || code === 'ENOAUTH') {
    const failure = `The mail server: ${toOneLine(error.message, 300)}`;
    return { state: 'failed', reason: 'refused', failure, isFinal: true };
  }
  return toConnectionFailure(error);
};

export const email = defineDriver({
  kind: 'email',
  title: 'E-mail',
  fields: [
    field('to', ['To', 'Up to 20 addresses, with commas between.'], { isRequired: true }),
    field('host', [
      'Mail server',
      'Its host name. Left empty, the server of SMTP_URL is used, and nothing below is needed.',
    ]),
    field('port', ['Port', '587 with STARTTLS, 465 with TLS, 25 without, unless given.']),
    field(
      'security',
      ['Encryption', 'Whether the connection begins encrypted, or must become so.'],
      {
        input: 'choice',
        initial: 'starttls',
        choices: [
          { value: 'starttls', title: 'STARTTLS' },
          { value: 'tls', title: 'TLS from the start' },
          { value: 'none', title: 'None' },
        ],
      },
    ),
    field('user', ['User', 'To sign in with, where the server asks for it.']),
    field('password', ['Password', 'Of that user.'], { input: 'secret' }),
    field('from', ['From', 'The address that messages come from; SMTP_FROM, unless given.']),
    reachField,
  ],
  settings,
  deliver: async (given, message, context) => {
    const messageId = toMessageId(message.id, context.publicUrl);
    try {
      const opened = await open(given, context);
      if (!opened)
        return {
          state: 'failed',
          reason: 'misconfigured',
          failure: 'There is no mail server: name one in the channel, or set SMTP_URL.',
          isFinal: true,
        };
      const { transport, from, close } = opened;
      const mail = toMail(message, given, from, messageId);
      const sent = await transport.sendMail(mail).finally(close);
      const said = toOneLine(sent.response, 300);
      if (sent.rejected.length === 0)
        return { state: 'sent', externalId: messageId, answer: `The mail server: ${said}` };
      // Some have it: sent again they would have it twice.
      const left = `It refused ${sent.rejected.join(', ')}.`;
      return { state: 'sent', externalId: messageId, answer: `The mail server: ${said} ${left}` };
    } catch (error) {
      return toFailure(error);
    }
  },
});
