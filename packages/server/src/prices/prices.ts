export { holdPriceBook, type HeldPriceBook } from './price-book.ts';
export {
  priceJob,
  type JobPrice,
  type PriceBook,
  type PricedCall,
  type TokenCounts,
} from './price-job.ts';
