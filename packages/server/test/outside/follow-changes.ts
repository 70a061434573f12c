import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { onTestFinished } from 'vitest';
import type { TestServer } from '../server.ts';

/** A stream of changes as somebody reads it, over a real connection. */
export interface FollowedChanges {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  /** In the order of their arrival: `connected`, or the topics of what changed. */
  readonly events: (string | string[])[];
  /** All that came, comments too; of a refusal, its body. */
  text(): string;
  /** Settles when the server has ended the answer. */
  readonly ended: Promise<unknown>;
  readonly answer: IncomingMessage;
  close(): void;
}

const toEvent = (block: string): string | string[] | undefined => {
  const name = /^event: (\w+)$/m.exec(block)?.[1];
  const data = /^data: (.+)$/m.exec(block)?.[1];
  if (name === undefined || data === undefined) return undefined;
  const { topics } = JSON.parse(data) as { topics?: string[] };
  return topics ?? name;
};

const origins = new WeakMap<TestServer, Promise<string>>();

/** Listens the first time; the port is the system's choice. */
const originOf = (server: TestServer): Promise<string> => {
  const origin = origins.get(server) ?? server.app.listen({ port: 0, host: '127.0.0.1' });
  origins.set(server, origin);
  return origin;
};

export const followChanges = async (
  server: TestServer,
  as: { headers: Readonly<Record<string, string>> } = { headers: {} },
  method: 'GET' | 'HEAD' = 'GET',
): Promise<FollowedChanges> => {
  const url = `${await originOf(server)}/api/v1/changes`;
  const headers = { host: 'localhost:4600', ...as.headers };
  const asked = request(url, { method, headers }).end();
  asked.on('error', () => undefined);
  const [answer] = (await once(asked, 'response')) as [IncomingMessage];
  let text = '';
  let read = 0;
  const events: FollowedChanges['events'] = [];
  answer.setEncoding('utf8').on('data', (piece: string) => {
    text += piece;
    for (let end = text.indexOf('\n\n', read); end >= 0; end = text.indexOf('\n\n', read)) {
      const event = toEvent(text.slice(read, end));
      if (event !== undefined) events.push(event);
      read = end + 2;
    }
  });
  const close = (): void => void asked.destroy();
  onTestFinished(close);
  answer.on('error', () => undefined);
  return {
    status: answer.statusCode ?? 0,
    headers: answer.headers,
    events,
    text: () => text,
    ended: new Promise((resolve) => answer.once('close', resolve)),
    answer,
    close,
  };
};
