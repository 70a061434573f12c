import type { Trace } from '@taffrail/contract';
import type { TraceRow } from './trace.store.ts';

/** Costs have 8 decimals: whole numbers of the smallest are added exactly. */
const decimals = 8;

const toSmallest = (costUsd: string): bigint => {
  const [whole = '0', fraction = ''] = costUsd.split('.');
  return BigInt(whole + fraction.padEnd(decimals, '0').slice(0, decimals));
};

const toText = (smallest: bigint): string => {
  const digits = smallest.toString().padStart(decimals + 1, '0');
  return `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
};

/** What the AI jobs of a trace took; of jobs without a price only how many there are. */
export const sumUsage = (jobs: readonly TraceRow[]): Trace['usage'] => {
  if (jobs.length === 0) return null;
  const priced = jobs.flatMap(({ cost_usd: cost }) => cost ?? []);
  return {
    jobs: jobs.length,
    tokens: jobs.reduce((sum, { tokens = 0 }) => sum + tokens, 0),
    costUsd: toText(priced.reduce((sum, cost) => sum + toSmallest(cost), 0n)),
    unpricedJobs: jobs.length - priced.length,
  };
};
