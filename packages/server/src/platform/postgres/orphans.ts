import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from '../log.ts';
import { readPostmasterPid } from './postmaster.ts';
import { commandOf, findByTitle, isPostmasterOf, isRunning } from './process-table.ts';
import { clusterName } from './settings.ts';

interface Step {
  /** Undefined: only wait. */
  signal: NodeJS.Signals | undefined;
  limitMs: number;
}

const stopPostmaster: Step[] = [
  { signal: 'SIGINT', limitMs: 10_000 },
  { signal: 'SIGQUIT', limitMs: 5_000 },
  { signal: 'SIGKILL', limitMs: 5_000 },
];

// Sessions notice that their postmaster is gone when they next wait for something; one in the
// middle of a long query does not, and a new postmaster cannot start while it holds the memory.
const endSessions: Step[] = [
  { signal: undefined, limitMs: 2_000 },
  { signal: 'SIGTERM', limitMs: 3_000 },
  { signal: 'SIGKILL', limitMs: 5_000 },
];

const pollMs = 25;

/**
 * Clears the way for a new postmaster: stops one that a killed Taffrail left running, and ends
 * the sessions that a killed postmaster left. A cluster that was stopped properly has neither.
 */
export async function endOrphans(cluster: string, log: Logger): Promise<void> {
  const left = await readPostmasterPid(cluster);
  if (!left) return;
  if (isPostmasterOf(left.pid, cluster)) {
    log.info({ pid: left.pid }, 'stopping the PostgreSQL that an earlier run left behind');
    await endAll(() => [left.pid], stopPostmaster);
  }
  await endAll(() => findByTitle(`postgres: ${clusterName(cluster)}: `), endSessions);
  if (isTaken(left.pid) && !isPostgres(left.pid))
    await rm(join(cluster, 'postmaster.pid'), { force: true });
}

/**
 * PostgreSQL refuses to start while any process has the pid that it wrote down. In a container
 * small pids come again, and one that nobody waits for stays as a zombie.
 */
function isTaken(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

function isPostgres(pid: number): boolean {
  return /\bpostgres\b/.test(commandOf(pid));
}

async function endAll(findPids: () => number[], steps: Step[]): Promise<void> {
  for (const { signal, limitMs } of steps) {
    for (let waitedMs = 0; ; waitedMs += pollMs) {
      const running = findPids().filter(isRunning);
      if (running.length === 0) return;
      if (waitedMs === 0 && signal) for (const pid of running) sendSignal(pid, signal);
      if (waitedMs >= limitMs) break;
      await sleep(pollMs);
    }
  }
  throw new Error(`Processes of an earlier PostgreSQL do not end: ${findPids().join(', ')}.`);
}

function sendSignal(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    // It may have ended in the meantime.
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}
