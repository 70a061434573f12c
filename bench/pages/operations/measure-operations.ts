import { readTimeZone, timeCalls } from '../api/time-calls.ts';
import { startConsole } from '../../console-process.ts';
import { round } from '../../statistics.ts';
import { listCalls } from './calls.ts';
import { fillOperations } from './fill-operations.ts';

/** The 95th percentile of the slowest call of logs, inbox, integrity, load tests and autofix. */
export const measureOperations = async (): Promise<number> => {
  const running = await startConsole();
  try {
    const before = new Date();
    const startedAt = performance.now();
    await fillOperations(running.ownerUrl, {
      before,
      timeZone: await readTimeZone(running.ownerUrl),
    });
    const seconds = round((performance.now() - startedAt) / 1_000, 0);
    console.log(`    filled in ${seconds} s`);
    return round(await timeCalls(running, listCalls(before)), 1);
  } finally {
    await running.stop();
  }
};
