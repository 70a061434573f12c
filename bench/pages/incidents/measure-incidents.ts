import { startConsole } from '../../console-process.ts';
import { round } from '../../statistics.ts';
import { fillRequests } from '../api/fill-requests.ts';
import { readTimeZone, timeCalls } from '../api/time-calls.ts';
import { incidentCalls } from './calls.ts';
import { fillIncidents, incidents } from './fill-incidents.ts';

/** The 95th percentile of the slowest call of the incident console. */
export const measureIncidents = async (): Promise<number> => {
  const running = await startConsole();
  try {
    const before = new Date();
    const startedAt = performance.now();
    const timeZone = await readTimeZone(running.ownerUrl);
    await fillIncidents(running.ownerUrl, { before, timeZone });
    // Of the time around incidents.
    await fillRequests(running.ownerUrl, { requests: 1_000_000, before });
    const seconds = round((performance.now() - startedAt) / 1_000, 0);
    console.log(`    filled with ${incidents} incidents in ${seconds} s`);
    return round(await timeCalls(running, incidentCalls), 1);
  } finally {
    await running.stop();
  }
};
