/** What other slices may use of prices: they price jobs as these come in, and say how. */
export { explainCost } from './reading/explain-cost.ts';
export { holdPriceBook, type HeldPriceBook } from './price-book.ts';
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
