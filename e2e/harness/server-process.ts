import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const checkout = path.resolve(import.meta.dirname, '../..');
const readyWithinMs = 60_000;

/** `npm start`, without npm. */
export interface ServerProcess {
  /** What it has printed so far. */
  readonly output: () => string;
  /** Resolves when `/readyz` answers; rejects with the output when the process ends before. */
  readonly untilReady: (url: string) => Promise<void>;
  /** Resolves with the exit code; null after a signal that it could not handle. */
  readonly ended: Promise<number | null>;
  readonly end: (signal: 'SIGKILL' | 'SIGTERM') => Promise<void>;
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
const inherited = (): Record<string, string> =>
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

/** Starts the product with these variables and no others; a clean console unless flags say otherwise. */
export const spawnServer = (
  settings: Readonly<Record<string, string>>,
  flags: readonly string[] = ['--no-demo'],
): ServerProcess => {
  const child = spawn(process.execPath, ['scripts/start.mjs', ...flags], {
    cwd: checkout,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...inherited(), LOG_LEVEL: 'warn', ...settings },
  });
  let printed = '';
  const note = (chunk: Buffer): void => {
    printed += chunk.toString();
  };
  child.stdout.on('data', note);
  child.stderr.on('data', note);
  let hasEnded = false;
  const ended = once(child, 'exit').then(([code]: (number | null)[]) => {
    hasEnded = true;
    return code ?? null;
  });
  return {
    output: () => printed,
    ended,
    async untilReady(url) {
      const until = Date.now() + readyWithinMs;
      while (!(await isReady(url))) {
        if (hasEnded) throw new Error(`The console ended before it was ready.\n${printed}`);
        if (Date.now() > until) throw new Error(`The console was not ready in time.\n${printed}`);
        await sleep(50);
      }
    },
    async end(signal) {
      if (!hasEnded) child.kill(signal);
      await ended;
    },
  };
};
