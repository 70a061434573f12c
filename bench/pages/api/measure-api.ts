import { type ConsoleProcess, startConsole } from '../../console-process.ts';
import { round } from '../../statistics.ts';
import { listCalls } from './calls.ts';
import { fillActivity } from './fill-activity.ts';
import { fillLatency } from './fill-latency.ts';
import { fillRequests } from './fill-requests.ts';
import { readTimeZone, timeCalls } from './time-calls.ts';

const fill = async ({ ownerUrl }: ConsoleProcess, rows: number, before: Date): Promise<void> => {
  const startedAt = performance.now();
  await fillActivity(ownerUrl, { rows, before, timeZone: await readTimeZone(ownerUrl) });
  await fillRequests(ownerUrl, { requests: rows, before });
  await fillLatency(ownerUrl, before);
  const seconds = round((performance.now() - startedAt) / 1_000, 0);
  console.log(`    filled with ${rows} actions and as many requests a month in ${seconds} s`);
};

/** The 95th percentile of the slowest call of the pages, with so many rows of each kind. */
export const measureApi = async (rows: number): Promise<number> => {
  const running = await startConsole();
  try {
    const before = new Date();
    await fill(running, rows, before);
    return round(await timeCalls(running, listCalls(before)), 1);
  } finally {
    await running.stop();
  }
};
