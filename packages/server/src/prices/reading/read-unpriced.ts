import { aiJobKeptDays, type UnpricedModel } from '@taffrail/contract';
import type { AppContext } from '../../slice.ts';
import type { HeldPriceBook } from '../prices.ts';
import { listUnpricedRows } from './unpriced.store.ts';

const shown = 100;

/** Models whose jobs have no cost, as far back as jobs are kept to cost them again. */
export const readUnpriced = async (
  { db, clock, reportingTimeZone }: AppContext,
  book: HeldPriceBook,
): Promise<{ asOf: string; items: UnpricedModel[] }> => {
  const now = clock.now();
  const range = { now, days: aiJobKeptDays, timeZone: reportingTimeZone };
  const [rows, prices] = await Promise.all([listUnpricedRows(db, range, shown), book.current()]);
  return {
    asOf: now.toISOString(),
    items: rows.map(({ provider, model, jobs, tokens, last_day: lastDay }) => ({
      provider,
      model,
      jobs,
      tokens,
      lastDay,
      hasPriceNow: prices.find(provider, model, now.getTime()) !== undefined,
    })),
  };
};
