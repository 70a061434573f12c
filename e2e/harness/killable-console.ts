import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { inject } from 'vitest';
import { findRunningPostgres } from '../../packages/server/src/platform/postgres/embedded-postgres.ts';
import { type ConsoleAccess, copyFolder } from './product.ts';
import { freePort, type ServerProcess, spawnServer } from './server-process.ts';

/** A console whose processes can be killed, and which comes back on the same folder and port. */
export interface KillableConsole extends ConsoleAccess {
  readonly folder: string;
  /** `kill -9` of the server; its Postgres is left behind, as after a crash. Starts it again. */
  killServer(): Promise<void>;
  /** `kill -9` of the postmaster; the server brings it back. */
  killPostgres(): Promise<void>;
  ownerUrl(): Promise<string>;
  stop(): Promise<void>;
}

const readPostmaster = async (dataDir: string): Promise<number> => {
  const file = await readFile(path.join(dataDir, 'postgres/postmaster.pid'), 'utf8');
  return Number(file.split('\n', 1)[0]);
};

export const startKillableConsole = async (): Promise<KillableConsole> => {
  const before = inject('startedBefore');
  const { email, password, ingestKey, apiKey } = before;
  const folder = await copyFolder(before);
  const port = await freePort();
  const url = `http://localhost:${port}`;

  const start = async (): Promise<ServerProcess> => {
    const started = spawnServer({
      PORT: String(port),
      TAFFRAIL_DATA_DIR: folder,
      TAFFRAIL_INGEST_KEY: ingestKey,
      TAFFRAIL_API_KEY: apiKey,
      TAFFRAIL_ADMIN_EMAIL: email,
      TAFFRAIL_ADMIN_PASSWORD: password,
    });
    await started.untilReady(url);
    return started;
  };

  let server = await start();
  return {
    url,
    ingestKey,
    apiKey,
    email,
    password,
    folder,
    async killServer() {
      await server.end('SIGKILL');
      server = await start();
    },
    async killPostgres() {
      process.kill(await readPostmaster(folder), 'SIGKILL');
    },
    async ownerUrl() {
      const ownerUrl = await findRunningPostgres(folder);
      if (ownerUrl === undefined) throw new Error(`No Postgres runs.\n${server.output()}`);
      return ownerUrl;
    },
    async stop() {
      await server.end('SIGTERM');
      await rm(folder, { recursive: true, force: true });
    },
  };
};
