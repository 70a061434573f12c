import { rm } from 'node:fs/promises';
import type { TestProject } from 'vitest/node';
import { buildWebIfStale } from '../scripts/build.ts';
import {
  type ConsoleAccess,
  type StartedBefore,
  startAgain,
  startOnce,
} from './harness/product.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The running console that the test files share. */
    console: ConsoleAccess;
    /** What their own begin with. */
    startedBefore: StartedBefore;
  }
}

/** Starts the product as a user would, once for the run. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  await buildWebIfStale();
  const startedBefore = await startOnce();
  const { url, email, password, ingestKey, apiKey, output, stop } = await startAgain(startedBefore);
  project.provide('console', { url, email, password, ingestKey, apiKey });
  project.provide('startedBefore', startedBefore);
  return async () => {
    await stop();
    await rm(startedBefore.dataDir, { recursive: true, force: true });
    // What the server warned of belongs to the run; its welcome does not.
    const warnings = output()
      .split('\n')
      .filter((line) => line.startsWith('{'));
    if (warnings.length > 0) process.stderr.write(`${warnings.join('\n')}\n`);
  };
}
