import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import type { ConsoleAccess } from './product.ts';

/** Stands between a browser and the console, and can be cut like a network. */
export interface CuttableProxy {
  /** The same console by way of the proxy. */
  readonly console: ConsoleAccess;
  /** How many streams of changes are open through it. */
  streams(): number;
  /** Breaks every connection and lets no new one through. */
  cut(): void;
  mend(): void;
  close(): Promise<void>;
}

/** Only changes are told by one. */
const streamAnswer = 'content-type: text/event-stream';

export const startCuttableProxy = async (target: ConsoleAccess): Promise<CuttableProxy> => {
  const { hostname, port } = new URL(target.url);
  const sockets = new Set<Socket>();
  const streams = new Set<Socket>();
  let isCut = false;

  const keep = (socket: Socket): void => {
    sockets.add(socket);
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
  };
  const cut = (): void => {
    isCut = true;
    for (const socket of sockets) socket.destroy();
  };

  const server = createServer((browser) => {
    keep(browser);
    if (isCut) {
      browser.destroy();
      return;
    }
    const console = connect(Number(port), hostname);
    keep(console);
    browser.on('data', (data) => console.write(data));
    console.on('data', (data) => {
      if (data.includes(streamAnswer)) streams.add(browser);
      browser.write(data);
    });
    browser.on('close', () => {
      streams.delete(browser);
      console.destroy();
    });
    console.on('close', () => browser.destroy());
  }).listen(0, 'localhost');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The proxy has no port.');

  return {
    console: { ...target, url: `http://localhost:${address.port}` },
    streams: () => streams.size,
    cut,
    mend() {
      isCut = false;
    },
    async close() {
      cut();
      server.close();
      await once(server, 'close');
    },
  };
};
