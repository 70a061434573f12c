import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import path from 'node:path';
import type { AddressInfo } from 'node:net';

/** What a stage did to the outside. */
export interface Effect {
  readonly key: string;
  readonly stage: string;
  readonly attempt: number;
  readonly runId: string;
  readonly incidentId: string;
}

/** A server on loopback that keeps what it was asked, and holds its answer where a test wants that. */
export interface Outside {
  readonly url: string;
  readonly effects: readonly Effect[];
  /** Holds the answer to the first request of a stage for an incident; resolves once it was asked. */
  hold(incidentId: string, stage: string): Promise<void>;
  close(): void;
}

export const startOutside = async (): Promise<Outside> => {
  const effects: Effect[] = [];
  const wanted = new Map<string, () => void>();
  const held: ServerResponse[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const effect = JSON.parse(Buffer.concat(chunks).toString()) as Effect;
      effects.push(effect);
      const name = `${effect.incidentId} ${effect.stage}`;
      const tell = wanted.get(name);
      if (!tell) {
        response.end();
        return;
      }
      wanted.delete(name);
      held.push(response);
      tell();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    effects,
    hold: (incidentId, stage) =>
      new Promise((resolve) => wanted.set(`${incidentId} ${stage}`, resolve)),
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
};

export interface AlertWorker {
  /** `kill -9` */
  kill(): Promise<void>;
}

export const spawnAlertWorker = (ownerUrl: string, outside: Outside): AlertWorker => {
  const child: ChildProcess = spawn(
    process.execPath,
    [path.join(import.meta.dirname, 'process.ts'), ownerUrl, outside.url],
    { stdio: 'ignore' },
  );
  const ended = once(child, 'exit');
  return {
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
  };
};
