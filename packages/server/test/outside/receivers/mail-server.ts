import type { AddressInfo } from 'node:net';
import { callbackify } from 'node:util';
import { SMTPServer } from 'smtp-server';
import { readText } from './listen.ts';

export const mailUser = { user: 'ops', password: 'correct horse' } as const;

export interface TakenMail {
  readonly from: string;
  readonly to: readonly string[];
  /** As it came over the wire. */
  readonly raw: string;
  /** Unfolded, by lower-case name; several of one name are several. */
  readonly headers: ReadonlyMap<string, readonly string[]>;
}

/** An SMTP server that wants a password, and keeps what it takes. */
export interface MailServer {
  readonly port: number;
  readonly mails: readonly TakenMail[];
  /** Answers the next message with this instead of taking it. */
  refuseNext(code: number, text: string): void;
  close(): Promise<void>;
}

const readHeaders = (raw: string): Map<string, string[]> => {
  const headers = new Map<string, string[]>();
  const [head = ''] = raw.split('\r\n\r\n', 1);
  for (const line of head.replaceAll(/\r\n[ \t]+/g, ' ').split('\r\n')) {
    const at = line.indexOf(':');
    const name = line.slice(0, at).toLowerCase();
    headers.set(name, [...(headers.get(name) ?? []), line.slice(at + 1).trim()]);
  }
  return headers;
};

export const startMailServer = async (): Promise<MailServer> => {
  const mails: TakenMail[] = [];
  const refusals: { code: number; text: string }[] = [];
  const server = new SMTPServer({
    allowInsecureAuth: true,
    disableReverseLookup: true,
    onAuth: ({ username, password }, _, done) => {
      const isRight = username === mailUser.user && password === mailUser.password;
      if (isRight) done(null, { user: username });
      else done(Object.assign(new Error('Wrong password'), { responseCode: 535 }));
    },
    onData: (stream, session, done) => {
      const take = async (): Promise<Error | undefined> => {
        const raw = await readText(stream);
        const refusal = refusals.shift();
        if (refusal) return Object.assign(new Error(refusal.text), { responseCode: refusal.code });
        const { mailFrom, rcptTo } = session.envelope;
        mails.push({
          from: mailFrom ? mailFrom.address : '',
          to: rcptTo.map(({ address }) => address),
          raw,
          headers: readHeaders(raw),
        });
        return undefined;
      };
      callbackify(take)((_, refusal) => done(refusal));
    },
  });
  // A client that breaks off its handshake is the test's own.
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo;
  return {
    port,
    mails,
    refuseNext: (code, text) => void refusals.push({ code, text }),
    close: () => new Promise((resolve) => server.close(resolve)),
  };
};
