import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { findRunningPostgres } from '../packages/server/src/platform/postgres/embedded-postgres.ts';

const checkout = new URL('../', import.meta.url);
/** The first start after a change builds the console, too. */
const readyWithinMs = 180_000;

export interface ConsoleProcess {
  readonly url: string;
  readonly pid: number;
  readonly ingestKey: string;
  readonly apiKey: string;
  /** From the command to the first 200 of `/readyz`. */
  readonly readySeconds: number;
  /** As the superuser of its embedded Postgres. */
  readonly ownerUrl: string;
  stop(): Promise<void>;
}

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
};

const isReady = (url: string): Promise<boolean> =>
  fetch(`${url}/readyz`).then(
    (answer) => answer.ok,
    () => false,
  );

const waitUntilReady = async (url: string, child: ChildProcess): Promise<void> => {
  const until = Date.now() + readyWithinMs;
  while (!(await isReady(url))) {
    if (child.exitCode !== null) throw new Error(`The console ended with ${child.exitCode}.`);
    if (Date.now() > until) throw new Error('The console was not ready in time.');
    await sleep(10);
  }
};

interface ConsoleOptions {
  /** One of its own unless given. */
  readonly dataDir?: string;
  /** Clean unless given. */
  readonly mode?: 'demo' | 'clean';
}

/** `npm start` as a newcomer would run it. */
export const startConsole = async (options: ConsoleOptions = {}): Promise<ConsoleProcess> => {
  const dataDir = options.dataDir ?? (await makeDataDir());
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const ingestKey = 'tfi_bench_0123456789abcdefghijklmnop';
  const apiKey = 'tfa_bench_0123456789abcdefghijklmnop';
  const startedAt = performance.now();
  const child = spawn(
    'npm',
    ['start', '--silent', '--', options.mode === 'demo' ? '--demo' : '--no-demo'],
    {
      cwd: checkout,
      env: {
        ...process.env,
        PORT: String(port),
        TAFFRAIL_DATA_DIR: dataDir,
        TAFFRAIL_INGEST_KEY: ingestKey,
        TAFFRAIL_API_KEY: apiKey,
        LOG_LEVEL: 'warn',
      },
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  );
  if (child.pid === undefined) throw new Error('npm could not be started');
  try {
    await waitUntilReady(url, child);
  } catch (error) {
    child.kill('SIGTERM');
    throw error;
  }
  const readySeconds = (performance.now() - startedAt) / 1000;
  const ownerUrl = await findRunningPostgres(dataDir);
  if (ownerUrl === undefined) throw new Error('The console runs without a Postgres of its own.');
  return {
    url,
    pid: child.pid,
    ingestKey,
    apiKey,
    readySeconds,
    ownerUrl,
    async stop() {
      child.kill('SIGTERM');
      if (child.exitCode === null) await once(child, 'exit');
      if (options.dataDir === undefined) await rm(dataDir, { recursive: true, force: true });
    },
  };
};

export const makeDataDir = (): Promise<string> => mkdtemp(join(tmpdir(), 'taffrail-bench-'));
