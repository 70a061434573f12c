import { aiJobLimits, type CostSource } from '@taffrail/contract';
import { priceJob, type PriceBook, type PricedCall } from '../../prices/prices.ts';
import { requiredNumber } from '../record/fields.ts';
import { reject } from '../record/rejection.ts';

export interface Cost {
  /** Decimal text; null of what is not known. */
  readonly costUsd: string | null;
  readonly costSource: CostSource;
  readonly priceId: string | null;
}

const bounds = { least: 0, most: aiJobLimits.costUsd };
const decimal = /^\d{1,5}(?:\.\d{1,20})?$/;
/** Of a column of the table; text has as many as it was sent with, and Postgres rounds. */
const decimals = 8;

const readReported = (value: unknown): string => {
  if (typeof value !== 'string') return requiredNumber(value, 'costUsd', bounds).toFixed(decimals);
  return decimal.test(value) ? value : reject('costUsd must be a decimal as in 0.0123');
};

/** What the sender knows is right; only what it does not tell is looked up. */
export const readCost = (value: unknown, call: PricedCall, prices: PriceBook): Cost =>
  value === undefined || value === null
    ? priceJob(prices, call)
    : { costUsd: readReported(value), costSource: 'reported', priceId: null };
