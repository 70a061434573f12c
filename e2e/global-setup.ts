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
    // Warnings of the server belong to the run.
    process.stderr.write(output());
  };
}
