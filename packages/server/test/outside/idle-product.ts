import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A product that answers everything at once with nothing: something to put under load. */
export interface IdleProduct {
  readonly url: string;
  close(): void;
}

export const startIdleProduct = async (): Promise<IdleProduct> => {
  const server = createServer((_, response) => response.end('[]'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
};
