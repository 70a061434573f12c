import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** Stands between the application and Postgres, and can be cut like a network. */
export interface DatabaseProxy {
  /** The same database by way of the proxy. */
  readonly urlOf: (url: string) => string;
  /** Breaks every connection and lets no new one through. */
  cut(): void;
  mend(): void;
  /** Cuts once, when Postgres has done what these words ask for and before it can say so. */
  cutBeforeAnswerTo(words: string): void;
  close(): Promise<void>;
}

export const startDatabaseProxy = async (target: { url: string }): Promise<DatabaseProxy> => {
  const { hostname, port } = new URL(target.url);
  const sockets = new Set<Socket>();
  let isCut = false;
  let awaited: string | undefined;

  const cut = (): void => {
    isCut = true;
    for (const socket of sockets) socket.destroy();
  };
  const keep = (socket: Socket): void => {
    sockets.add(socket);
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
  };

  const server = createServer((client) => {
    keep(client);
    if (isCut) {
      client.destroy();
      return;
    }
    const postgres = connect(Number(port), hostname);
    keep(postgres);
    let isLastAnswer = false;
    client.on('data', (data) => {
      if (awaited !== undefined && data.includes(awaited)) {
        awaited = undefined;
        isLastAnswer = true;
      }
      postgres.write(data);
    });
    postgres.on('data', (data) => {
      if (isLastAnswer) cut();
      else client.write(data);
    });
    client.on('close', () => postgres.destroy());
    postgres.on('close', () => client.destroy());
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The proxy has no port.');

  return {
    urlOf: (url) => Object.assign(new URL(url), { host: `127.0.0.1:${address.port}` }).href,
    cut,
    mend() {
      isCut = false;
    },
    cutBeforeAnswerTo(words) {
      awaited = words;
    },
    async close() {
      cut();
      server.close();
      await once(server, 'close');
    },
  };
};
