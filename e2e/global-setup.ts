import type { TestProject } from 'vitest/node';
import { buildWebIfStale } from '../scripts/build.ts';
import { type ConsoleAccess, startConsole } from './harness/product.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The running console that the test files share. */
    console: ConsoleAccess;
  }
}

/** Starts the product as a user would, once for the run. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  await buildWebIfStale();
  const { url, email, password, ingestKey, apiKey, output, stop } = await startConsole();
  project.provide('console', { url, email, password, ingestKey, apiKey });
  return async () => {
    await stop();
    // What the server warned of belongs to the run; its welcome does not.
    const warnings = output()
      .split('\n')
      .filter((line) => line.startsWith('{'));
    if (warnings.length > 0) process.stderr.write(`${warnings.join('\n')}\n`);
  };
}
