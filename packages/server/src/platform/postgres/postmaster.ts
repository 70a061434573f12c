import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chown, open, readFile, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isAlive, stopChild, type StopStep } from '../child-process/stop-child.ts';
import type { Supervised } from '../child-process/supervise.ts';
import { identity } from './account.ts';
import type { Account } from './account.ts';
import type { Binaries } from './binaries.ts';
import { environment, toFlags } from './settings.ts';
import type { Settings } from './settings.ts';

export interface PostmasterOptions {
  cluster: string;
  binaries: Binaries;
  account: Account | undefined;
  settings: Settings;
  logFile: string;
}

const logLimitBytes = 5_000_000;
const pollMs = 20;

// Fast, immediate, kill (postgres(1), "Signals"), and how long each may take. The first writes a
// checkpoint; the other two leave it to the recovery at the next start.
const stopSteps: readonly StopStep[] = [
  { signal: 'SIGINT', limitMs: 10_000 },
  { signal: 'SIGQUIT', limitMs: 5_000 },
  { signal: 'SIGKILL', limitMs: 5_000 },
];

/**
 * The `postgres` process itself, in a process group of its own, so that a Ctrl-C in the terminal
 * ends Taffrail first. It writes to a file, because a pipe would break when Taffrail is killed.
 * It is ready when connections are accepted, after any recovery.
 */
export async function startPostmaster(options: PostmasterOptions): Promise<Supervised> {
  const { cluster, binaries, account, settings, logFile } = options;
  await rotate(logFile);
  const log = await open(logFile, 'a', 0o600);
  try {
    if (account) await chown(logFile, account.uid, account.gid);
    const logStart = (await log.stat()).size;
    const program = join(binaries.root, 'bin', 'postgres');
    const child = spawn(program, ['-D', cluster, ...toFlags(settings)], {
      cwd: '/',
      detached: true,
      env: environment,
      stdio: ['ignore', log.fd, log.fd],
      ...identity(account),
    });
    await once(child, 'spawn');
    const ended = once(child, 'exit').then(([code, signal]) =>
      signal ? `signal ${signal}` : `exit status ${code}`,
    );
    const ready = waitUntilReady(child, cluster).catch(async () => {
      throw new Error(`PostgreSQL did not start: ${await readFrom(logFile, logStart)}`);
    });
    return { ready, ended, stop: () => stopChild(child, ended, stopSteps) };
  } finally {
    await log.close();
  }
}

/** As `pg_ctl` does: the eighth line of the pid file says "ready" (miscadmin.h, LOCK_FILE_LINE_…). */
async function waitUntilReady(child: ChildProcess, cluster: string): Promise<void> {
  while (isAlive(child)) {
    const lines = await readPidFile(cluster);
    if (lines[0] === String(child.pid) && lines[7] === 'ready') return;
    await sleep(pollMs);
  }
  throw new Error('ended before it was ready');
}

async function readPidFile(cluster: string): Promise<string[]> {
  const text = await readFile(join(cluster, 'postmaster.pid'), 'utf8').catch(() => '');
  return text.split('\n').map((line) => line.trim());
}

/** Pid and port of the postmaster that works on the cluster, or did when it was killed. */
export async function readPostmasterPid(
  cluster: string,
): Promise<{ pid: number; port: number } | undefined> {
  const [pid, , , port] = await readPidFile(cluster);
  return pid ? { pid: Number(pid), port: Number(port) } : undefined;
}

async function rotate(logFile: string): Promise<void> {
  const size = await stat(logFile).then(
    (file) => file.size,
    () => 0,
  );
  if (size > logLimitBytes) await rename(logFile, `${logFile}.1`);
}

async function readFrom(logFile: string, start: number): Promise<string> {
  const log = await readFile(logFile).catch(() => Buffer.alloc(0));
  return log.subarray(start).toString('utf8').trim() || 'it said nothing';
}
