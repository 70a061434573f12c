import { readTimeZone, timeCalls } from '../api/time-calls.ts';
import { startConsole } from '../../console-process.ts';
import { fillRevenue } from '../revenue/fill-revenue.ts';
import { round } from '../../statistics.ts';
import { usageCalls } from './calls.ts';
import { fillSearches } from './fill-searches.ts';
import { fillUsage, organizations } from './fill-usage.ts';

/** The 95th percentile of the slowest call of the pages of AI cost, with so many jobs. */
export const measureUsage = async (jobs: number): Promise<number> => {
  const running = await startConsole();
  try {
    const before = new Date();
    const startedAt = performance.now();
    const timeZone = await readTimeZone(running.ownerUrl);
    await fillRevenue(running.ownerUrl, { subscriptions: organizations, before, timeZone });
    await fillUsage(running.ownerUrl, { jobs, before, timeZone });
    await fillSearches(running.ownerUrl, before);
    const seconds = round((performance.now() - startedAt) / 1_000, 0);
    console.log(
      `    filled with ${jobs} AI jobs of ${organizations} organizations in ${seconds} s`,
    );
    return round(await timeCalls(running, usageCalls), 1);
  } finally {
    await running.stop();
  }
};
