import { RevenueDimension, RevenueRange } from '@taffrail/contract';
import type { Call } from '../api/calls.ts';
import { readTimeZone, timeCalls } from '../api/time-calls.ts';
import { startConsole } from '../../console-process.ts';
import { round } from '../../statistics.ts';
import { fillRevenue } from './fill-revenue.ts';

const call = (name: string, path: string): Call => ({ name, url: () => `/api/v1/${path}` });

/** What the revenue page asks for. */
const calls: readonly Call[] = [
  ...RevenueRange.options.map((range) => call(`revenue, ${range}`, `revenue?range=${range}`)),
  call('cohorts', 'revenue/cohorts'),
  ...RevenueDimension.options.flatMap((by) =>
    RevenueRange.options.map((range) =>
      call(`revenue by ${by}, ${range}`, `revenue/groups?by=${by}&range=${range}`),
    ),
  ),
  call('newest subscribers and cancellations', 'revenue/latest'),
  call('failed payments', 'revenue/failed-payments'),
  call('recent activity', 'revenue/recent-activity'),
];

/** The 95th percentile of the slowest call of the revenue page, with so many subscriptions. */
export const measureRevenue = async (subscriptions: number): Promise<number> => {
  const running = await startConsole();
  try {
    const before = new Date();
    const startedAt = performance.now();
    const timeZone = await readTimeZone(running.ownerUrl);
    await fillRevenue(running.ownerUrl, { subscriptions, before, timeZone });
    const seconds = round((performance.now() - startedAt) / 1_000, 0);
    console.log(`    filled with ${subscriptions} subscriptions in ${seconds} s`);
    return round(await timeCalls(running, calls), 1);
  } finally {
    await running.stop();
  }
};
