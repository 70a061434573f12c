import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { makeDataDir } from '../../packages/server/test/postgres/data-dir.ts';
import { freePort, spawnServer } from './server-process.ts';

/** How a running console is reached; plain data, so that it can be handed to test files. */
export interface ConsoleAccess {
  readonly url: string;
  readonly email: string;
  readonly password: string;
  readonly ingestKey: string;
  readonly apiKey: string;
}

export interface RunningConsole extends ConsoleAccess {
  /** What it has printed so far. */
  readonly output: () => string;
  readonly stop: () => Promise<void>;
}

/**
 * Starts the product as `npm start -- --no-demo` does, with an embedded Postgres in a folder of its
 * own that is gone afterwards. Empty but for the owner and the keys.
 */
export const startConsole = async (
  settings: Readonly<Record<string, string>> = {},
): Promise<RunningConsole> => {
  const dataDir = await makeDataDir('taffrail-e2e-');
  const port = await freePort();
  const access: ConsoleAccess = {
    url: `http://localhost:${port}`,
    email: 'owner@example.com',
    password: `e2e-${randomUUID()}`,
    ingestKey: `tfi_e2e_${randomUUID()}`,
    apiKey: `tfa_e2e_${randomUUID()}`,
  };
  const server = spawnServer({
    PORT: String(port),
    TAFFRAIL_DATA_DIR: dataDir,
    TAFFRAIL_ADMIN_EMAIL: access.email,
    TAFFRAIL_ADMIN_PASSWORD: access.password,
    TAFFRAIL_INGEST_KEY: access.ingestKey,
    TAFFRAIL_API_KEY: access.apiKey,
    TAFFRAIL_TIME_ZONE: 'Europe/Berlin',
    ...settings,
  });
  const stop = async (): Promise<void> => {
    await server.end('SIGTERM');
    await rm(dataDir, { recursive: true, force: true });
  };
  try {
    await server.untilReady(access.url);
  } catch (error) {
    await stop();
    throw error;
  }
  return { ...access, output: server.output, stop };
};
