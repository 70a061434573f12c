/** What other slices may use of prices: they price jobs as these come in. */
export { holdPriceBook, type HeldPriceBook } from './price-book.ts';
export {
  priceJob,
  type JobPrice,
  type PriceBook,
  type PricedCall,
  type TokenCounts,
} from './price-job.ts';
