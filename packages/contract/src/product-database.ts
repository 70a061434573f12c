import { z } from 'zod';
import { ProbeFailure } from './database-latency.ts';

/**
 * Why the product's database did not answer a question: as with probes, or what is asked about is
 * not there (`missing`), may not be read (`not_allowed`) or is of a kind that cannot be checked
 * (`unsupported`).
 */
export const ProductFailure = z.enum([
  ...ProbeFailure.options,
  'missing',
  'not_allowed',
  'unsupported',
]);
export type ProductFailure = z.infer<typeof ProductFailure>;

/**
 * What is known of the product's database: `not_configured`, there is no `PRODUCT_DATABASE_URL`;
 * `not_mapped`, `taffrail.config.ts` does not say what to look at; `no_data`, nobody has looked
 * yet; `failing`, the latest look came to nothing.
 */
export const ProductDataState = z.enum([
  'ok',
  'failing',
  'no_data',
  'not_mapped',
  'not_configured',
]);
export type ProductDataState = z.infer<typeof ProductDataState>;
