import { rm } from 'node:fs/promises';
import type { TestProject } from 'vitest/node';
import { buildWebIfStale } from '../scripts/build.ts';
import { type StartedBefore, startOnce } from './harness/product.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** What the consoles of the test files begin with. */
    startedBefore: StartedBefore;
  }
}

/** Starts the product as a user would, once for the run; the test files go on from there. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  await buildWebIfStale();
  const startedBefore = await startOnce();
  project.provide('startedBefore', startedBefore);
  return () => rm(startedBefore.dataDir, { recursive: true, force: true });
}
