/** What other slices may use of prices: they price jobs as these come in, and say how. */
export { explainCost } from './reading/explain-cost.ts';
export { holdPriceBook, type HeldPriceBook } from './price-book.ts';
export {
  priceJob,
  type JobPrice,
  type PriceBook,
  type PricedCall,
  type TokenCounts,
} from './price-job.ts';
