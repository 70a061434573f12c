import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { promisify } from 'node:util';
import { inject } from 'vitest';
import { makeDataDir } from '../../packages/server/test/postgres/data-dir.ts';
import { takePort } from './console/ports.ts';
import { spawnServer } from './server-process.ts';
import { openSession, sessionAtPort } from './console/sessions.ts';

/** How a running console is reached; plain data, so that it can be handed to test files. */
export interface ConsoleAccess {
  readonly url: string;
  readonly email: string;
  readonly password: string;
  readonly ingestKey: string;
  readonly apiKey: string;
  /** The cookie of the owner's session, where there is one: signing in is throttled, and takes time. */
  readonly session?: string;
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
  const { port, free } = await takePort();
  const { session } = given;
  const access: ConsoleAccess = {
    ...given,
    url: `http://localhost:${port}`,
    ...(session !== undefined && { session: sessionAtPort(port, session) }),
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
  const end = async (): Promise<void> => {
    await server.end('SIGTERM');
    free();
  };
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
  const { url, end } = await startIn(first, {});
  const session = await openSession(url, first);
  await end();
  return { ...first, session };
};

export const copyFolder = async (before: StartedBefore): Promise<string> => {
  const dataDir = await makeDataDir('taffrail-e2e-');
  // Node's own copies do not keep whose files are: as root, Postgres has those of another user.
  await promisify(execFile)('cp', ['-a', `${before.dataDir}/.`, dataDir]);
  return dataDir;
};

/** On a copy of the folder. */
export const startAgain = async (
  before: StartedBefore,
  settings: Settings = {},
): Promise<RunningConsole> => startIn({ ...before, dataDir: await copyFolder(before) }, settings);

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
