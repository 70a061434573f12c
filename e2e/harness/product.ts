import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

export const checkout = path.resolve(import.meta.dirname, '../..');
const readyWithinMs = 60_000;

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

export const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('There is no free port.');
  return address.port;
};

/** Nothing of the developer's own settings, nor of the test runner's. */
export const inherited = (): Record<string, string> =>
  Object.fromEntries(
    ['PATH', 'HOME', 'LANG', 'TMPDIR', 'USER'].flatMap((name) => {
      const value = process.env[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );

const isReady = (url: string): Promise<boolean> =>
  fetch(`${url}/readyz`).then(
    (answer) => answer.ok,
    () => false,
  );

export const untilReady = async (
  url: string,
  child: ChildProcess,
  output: () => string,
): Promise<void> => {
  const until = Date.now() + readyWithinMs;
  while (!(await isReady(url))) {
    if (child.exitCode !== null || child.signalCode !== null) {
      throw new Error(`The console ended before it was ready.\n${output()}`);
    }
    if (Date.now() > until) throw new Error(`The console was not ready in time.\n${output()}`);
    await sleep(50);
  }
};

/**
 * Starts the product as `npm start -- --no-demo` does, with an embedded Postgres in a folder of its
 * own that is gone afterwards. Empty but for the owner and the keys.
 */
export const startConsole = async (
  settings: Readonly<Record<string, string>> = {},
): Promise<RunningConsole> => {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'taffrail-e2e-'));
  const port = await freePort();
  const access: ConsoleAccess = {
    url: `http://localhost:${port}`,
    email: 'owner@example.com',
    password: `e2e-${randomUUID()}`,
    ingestKey: `tfi_e2e_${randomUUID()}`,
    apiKey: `tfa_e2e_${randomUUID()}`,
  };
  const child = spawn(process.execPath, ['scripts/start.ts', '--no-demo'], {
    cwd: checkout,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...inherited(),
      PORT: String(port),
      TAFFRAIL_DATA_DIR: dataDir,
      TAFFRAIL_ADMIN_EMAIL: access.email,
      TAFFRAIL_ADMIN_PASSWORD: access.password,
      TAFFRAIL_INGEST_KEY: access.ingestKey,
      TAFFRAIL_API_KEY: access.apiKey,
      TAFFRAIL_TIME_ZONE: 'Europe/Berlin',
      LOG_LEVEL: 'warn',
      ...settings,
    },
  });
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      printed += chunk.toString();
    });
  }
  const output = (): string => printed;
  const stop = async (): Promise<void> => {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGTERM');
      await once(child, 'exit');
    }
    await rm(dataDir, { recursive: true, force: true });
  };
  try {
    await untilReady(access.url, child, output);
  } catch (error) {
    await stop();
    throw error;
  }
  return { ...access, output, stop };
};
