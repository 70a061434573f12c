import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import type { Clock } from '../platform/clock.ts';
import type { Logger } from '../platform/log.ts';
import type { Demo } from './demo.ts';
import {
  countDaysBack,
  insertPastCounts,
  isSettled,
  lookAgain,
  type Dated,
} from './past-counts.store.ts';

/** As Tradewind's `taffrail.config.ts` names them. */
const tables: readonly Dated[] = [
  ...['companies', 'users', 'tickets', 'jobs', 'leads'].map((table) => ({
    model: table,
    table,
    column: 'created_at',
  })),
  { model: 'invoices', table: 'invoices', column: 'issued_at' },
];

const days = 29;
const askEveryMs = 2_000;

interface PastCountsOptions {
  /** Of the console's database. */
  readonly ownerUrl: string;
  readonly timeZone: string;
  readonly clock: Clock;
  readonly log: Logger;
}

const open = async (connectionString: string): Promise<pg.Client & AsyncDisposable> => {
  const client = new pg.Client({ connectionString, application_name: 'taffrail demo' });
  client.on('error', () => undefined);
  await client.connect();
  return Object.assign(client, { [Symbol.asyncDispose]: () => client.end() });
};

/** Answers whether Tradewind had its past, so that there was something to count. */
const fill = async (
  { readerUrl }: Demo,
  { ownerUrl, timeZone, clock }: PastCountsOptions,
): Promise<boolean> => {
  await using product = await open(readerUrl);
  if (!(await isSettled(product))) return false;
  const past = { days, now: clock.now(), timeZone };
  const counts = [];
  for (const dated of tables) counts.push(...(await countDaysBack(product, dated, past)));
  await using owner = await open(ownerUrl);
  await insertPastCounts(owner, counts, past);
  await lookAgain(owner);
  return true;
};

/**
 * A console counts the records of a product from its first day on; that of a demo pretends to have
 * done so before. What it would have counted, Tradewind's rows tell by the times when they were made.
 */
export const startPastCounts = (
  demo: Demo,
  options: PastCountsOptions,
): { stop(): Promise<void> } => {
  const stopping = new AbortController();
  const { signal } = stopping;
  const run = async (): Promise<void> => {
    for (let isFilled = false; !isFilled;) {
      await wait(askEveryMs, undefined, { signal });
      isFilled = await fill(demo, options).catch((error: unknown) => {
        options.log.debug({ err: error }, 'the past counts of the demo are not there yet');
        return false;
      });
    }
  };
  const ended = run().catch(() => undefined);
  return {
    stop: async () => {
      stopping.abort();
      await ended;
    },
  };
};
