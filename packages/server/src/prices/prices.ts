import type { AppContext } from '../slice.ts';
import { toPriceBook } from './book/to-price-book.ts';
import type { PriceBook } from './price-job.ts';
import { readPriceRows, toGivenPrice } from './prices.store.ts';

/** What other slices may use of prices: they price jobs as these come in, and say how. */
export { explainCost } from './reading/explain-cost.ts';
export { toUnits, toUsd } from './book/usd.ts';
export {
  costAt,
  priceJob,
  type BookPrice,
  type JobPrice,
  type PriceBook,
  type PricedCall,
  type TokenCounts,
} from './price-job.ts';
/** For the start of the console. */
export { ensureShippedPrices } from './shipped/ensure-shipped-prices.ts';

export interface HeldPriceBook {
  /**
   * The book with every change that this process has heard of; at once, unless one came since the
   * last call.
   *
   * @throws when it was never read and the database is away: answer 503, the sender keeps its data
   */
  current(): Promise<PriceBook>;
}

/**
 * Keeps the price book in memory, so that a job is priced as it comes in and the role that takes it
 * reads nothing. Read when it is first asked for, and again after news of the topic `prices`.
 */
export const holdPriceBook = ({
  db,
  changes,
  log,
}: Pick<AppContext, 'db' | 'changes' | 'log'>): HeldPriceBook => {
  let held: PriceBook | undefined;
  let isCurrent = false;
  let reading: Promise<PriceBook> | undefined;
  changes.subscribe((news) => {
    if (news === 'everything' || news.has('prices')) isCurrent = false;
  });

  const read = async (): Promise<PriceBook> => {
    // News that comes while it is read may be of what was read already, or may not.
    isCurrent = true;
    try {
      held = toPriceBook((await readPriceRows(db)).map(toGivenPrice));
      return held;
    } catch (error) {
      isCurrent = false;
      if (!held) throw error;
      log.warn({ err: error }, 'the price book could not be read again');
      return held;
    } finally {
      reading = undefined;
    }
  };

  return {
    async current() {
      if (held && isCurrent) return held;
      reading ??= read();
      return reading;
    },
  };
};
