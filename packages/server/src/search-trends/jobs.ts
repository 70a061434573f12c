import { ingestLimits, searchLimits } from '@taffrail/contract';
import type { CronItem, TaskList } from 'graphile-worker';
import type pg from 'pg';
import type { SliceJobs } from '../slice.ts';
import { limitTerms } from './limit-terms.store.ts';

/** Days that are over, as far back as records are accepted. */
const limitEndedDays = async (owner: pg.Pool, now: Date, timeZone: string): Promise<number> =>
  limitTerms(owner, { now, timeZone, days: ingestLimits.acceptDays, most: searchLimits.termsADay });

export const searchTrendsTasks = ({
  owner,
  clock,
  log,
  reportingTimeZone,
}: SliceJobs): TaskList => ({
  limit_search_terms: async () => {
    const terms = await limitEndedDays(owner, clock.now(), reportingTimeZone);
    if (terms > 0) log.info({ terms }, 'search terms beyond the most frequent put together');
  },
});

export const searchTrendsCron: readonly CronItem[] = [
  {
    task: 'limit_search_terms',
    match: '41 3 * * *',
    // A console that is off at night does it in the morning.
    options: { backfillPeriod: 24 * 60 * 60_000 },
  },
];
