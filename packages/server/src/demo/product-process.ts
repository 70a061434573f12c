import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import type { Logger } from '../platform/log.ts';
import { stopChild, type StopStep } from '../platform/child-process/stop-child.ts';
import type { Supervised } from '../platform/child-process/supervise.ts';

export interface ProductProgram {
  /** Path of the file that Node runs. */
  readonly file: string;
  readonly nodeOptions: readonly string[];
  /** All of it: nothing of Taffrail's own is inherited. */
  readonly environment: Readonly<Record<string, string>>;
}

// It finishes the requests under way and sends what it has, which takes a moment.
const stopSteps: readonly StopStep[] = [
  { signal: 'SIGTERM', limitMs: 10_000 },
  { signal: 'SIGKILL', limitMs: 5_000 },
];

/**
 * The sample product as a child process, in a process group of its own, so that a Ctrl-C in the
 * terminal ends Taffrail first, which then ends it in order. The IPC channel carries nothing: it
 * closes when Taffrail is killed, and by that the product knows that it has to end.
 */
export const startProductProcess = async (
  { file, nodeOptions, environment }: ProductProgram,
  log: Logger,
): Promise<Supervised> => {
  const child = spawn(process.execPath, [...nodeOptions, file], {
    detached: true,
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const lastWords = passOn(child, log);
  await once(child, 'spawn');
  // Not "exit": what it says at the end may come after that.
  const ended = once(child, 'close').then(([code, signal]) =>
    [signal ? `signal ${signal}` : `exit status ${code}`, lastWords()].filter(Boolean).join(': '),
  );
  return { ready: Promise.resolve(), ended, stop: () => stopChild(child, ended, stopSteps) };
};

/** What it prints belongs to the log; the last line of its errors tells why it ended. */
const passOn = (child: ChildProcess, log: Logger): (() => string) => {
  let lastError = '';
  eachLine(child.stdout, (line) => log.info({ product: line }, 'the sample product says'));
  eachLine(child.stderr, (line) => {
    lastError = line;
    log.info({ product: line }, 'the sample product says');
  });
  return () => lastError;
};

const eachLine = (stream: Readable | null, tell: (line: string) => void): void => {
  if (stream) createInterface({ input: stream }).on('line', tell);
};
