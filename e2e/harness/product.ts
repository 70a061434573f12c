import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { promisify } from 'node:util';
import { inject } from 'vitest';
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

/** The folder of a console that has started once and ended, and what its first start was given. */
export interface StartedBefore extends Omit<ConsoleAccess, 'url'> {
  readonly dataDir: string;
}

type Settings = Readonly<Record<string, string>>;

const startIn = async (
  { dataDir, ...given }: StartedBefore,
  settings: Settings,
): Promise<RunningConsole & { readonly end: () => Promise<void> }> => {
  const port = await freePort();
  const access: ConsoleAccess = { ...given, url: `http://localhost:${port}` };
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
  const end = (): Promise<void> => server.end('SIGTERM');
  const stop = async (): Promise<void> => {
    await end();
    await rm(dataDir, { recursive: true, force: true });
  };
  try {
    await server.untilReady(access.url);
  } catch (error) {
    await stop();
    throw error;
  }
  return { ...access, output: server.output, end, stop };
};

const makeFirst = async (): Promise<StartedBefore> => ({
  dataDir: await makeDataDir('taffrail-e2e-'),
  email: 'owner@example.com',
  password: `e2e-${randomUUID()}`,
  ingestKey: `tfi_e2e_${randomUUID()}`,
  apiKey: `tfa_e2e_${randomUUID()}`,
});

/** A console's first start, and its end: making a database takes longer than copying it. */
export const startOnce = async (): Promise<StartedBefore> => {
  const first = await makeFirst();
  const { end } = await startIn(first, {});
  await end();
  return first;
};

/** On a copy of the folder. */
export const startAgain = async (
  before: StartedBefore,
  settings: Settings = {},
): Promise<RunningConsole> => {
  const dataDir = await makeDataDir('taffrail-e2e-');
  // Node's own copies do not keep whose files are: as root, Postgres has those of another user.
  await promisify(execFile)('cp', ['-a', `${before.dataDir}/.`, dataDir]);
  return startIn({ ...before, dataDir }, settings);
};

/** Those of them that only the first start reads. */
const firstSettings = ['TAFFRAIL_TIME_ZONE', 'TAFFRAIL_INGEST_KEY'];

/**
 * Starts the product as `npm start -- --no-demo` does, with an embedded Postgres in a folder of its
 * own that is gone afterwards. Empty but for the owner and the keys.
 */
export const startConsole = async (settings: Settings = {}): Promise<RunningConsole> =>
  firstSettings.some((name) => name in settings)
    ? startIn(await makeFirst(), settings)
    : startAgain(inject('startedBefore'), settings);
