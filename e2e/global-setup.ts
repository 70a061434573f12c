import { listChecks, removeCheck } from '@taffrail/contract';
import { rm } from 'node:fs/promises';
import type { TestProject } from 'vitest/node';
import { buildWebIfStale } from '../scripts/build.ts';
import { asOwner } from './harness/owner-calls.ts';
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

/** Tests keep the machine busy for minutes: its own checks would alert in the middle of them. */
const checkNoMachine = async (console: ConsoleAccess): Promise<void> => {
  const owner = await asOwner(console);
  const { items } = await owner.call(listChecks, { query: {} });
  for (const { id } of items) await owner.call(removeCheck, { params: { id } });
};

/** Starts the product as a user would, once for the run. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  await buildWebIfStale();
  const startedBefore = await startOnce();
  const { url, email, password, ingestKey, apiKey, output, stop } = await startAgain(startedBefore);
  const access = { url, email, password, ingestKey, apiKey };
  await checkNoMachine(access);
  project.provide('console', access);
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
