import { type SpawnOptions, spawn } from 'node:child_process';
import path from 'node:path';

/** The root of the checkout; every script works there, wherever it is called from. */
export const root = path.resolve(import.meta.dirname, '../..');

export interface CommandResult {
  /** -1 when it could not be started or was killed. */
  readonly code: number;
  readonly output: string;
  readonly seconds: number;
}

export interface CommandOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** Also shows the output while it comes. */
  readonly echo?: boolean;
  /** Relative to the root, which it is by default. */
  readonly folder?: string;
  /** Ends the command with SIGTERM. */
  readonly signal?: AbortSignal;
}

/** Runs a command of `node_modules/.bin` (or an absolute path) to its end; failing is an answer. */
export const runCommand = async (
  command: string,
  args: readonly string[],
  { env, echo = false, folder = '.', signal }: CommandOptions = {},
): Promise<CommandResult> => {
  const bin = path.join(root, 'node_modules/.bin');
  const options: SpawnOptions = {
    cwd: path.join(root, folder),
    env: { ...process.env, PATH: `${bin}${path.delimiter}${process.env['PATH'] ?? ''}`, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  };
  const startedAt = performance.now();
  const child = spawn(command, args, options);
  signal?.addEventListener('abort', () => child.kill('SIGTERM'), { once: true });
  const chunks: Buffer[] = [];
  const streams = [
    [child.stdout, process.stdout],
    [child.stderr, process.stderr],
  ] as const;
  for (const [source, screen] of streams) {
    source?.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      if (echo) screen.write(chunk);
    });
  }
  const { promise, resolve } = Promise.withResolvers<number>();
  child.on('error', (error) => {
    chunks.push(Buffer.from(`${error.message}\n`));
    resolve(-1);
  });
  child.on('close', (code) => resolve(code ?? -1));
  const code = await promise;
  return {
    code,
    output: Buffer.concat(chunks).toString(),
    seconds: (performance.now() - startedAt) / 1000,
  };
};
