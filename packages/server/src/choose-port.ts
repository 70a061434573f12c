import { once } from 'node:events';
import { createServer } from 'node:net';
import type { Config } from './config.ts';

/** How far the default port moves before giving up. */
const attempts = 100;

/** The port, when it was free a moment ago: 0 asks for any. */
const tryPort = async (host: string, port: number): Promise<number | undefined> => {
  const server = createServer();
  try {
    server.listen({ host, port });
    await once(server, 'listening');
    const address = server.address();
    return address === null || typeof address === 'string' ? undefined : address.port;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') return undefined;
    throw error;
  } finally {
    server.close();
  }
};

/**
 * Decides the port before anything is built, since addresses are made of it. The default one moves
 * up when it is taken; one that was asked for does not.
 */
export const choosePort = async ({
  host,
  port,
}: Pick<Config, 'host' | 'port'>): Promise<number> => {
  const last = port.explicit ? port.number : port.number + attempts;
  for (let number = port.number; number <= last; number += 1) {
    const free = await tryPort(host, number);
    if (free !== undefined) return free;
  }
  throw new Error(
    port.explicit
      ? `Port ${port.number} is taken. Set PORT to another, or unset it to let Taffrail choose.`
      : `No port from ${port.number} to ${last} is free. Set PORT to one that is.`,
  );
};
