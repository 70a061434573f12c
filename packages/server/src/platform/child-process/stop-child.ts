import type { ChildProcess } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';

/** What a process is asked, and how long it may take before it is asked more firmly. */
export interface StopStep {
  readonly signal: NodeJS.Signals;
  readonly limitMs: number;
}

/** Asks, then insists; resolves when the process has ended. */
export async function stopChild(
  child: ChildProcess,
  ended: Promise<unknown>,
  steps: readonly StopStep[],
): Promise<void> {
  for (const { signal, limitMs } of steps) {
    if (!isAlive(child)) break;
    child.kill(signal);
    const limit = new AbortController();
    const passed = sleep(limitMs, undefined, { signal: limit.signal }).catch(() => undefined);
    await Promise.race([ended, passed]);
    limit.abort();
  }
}

export function isAlive(child: ChildProcess): boolean {
  return child.exitCode === null && child.signalCode === null;
}
