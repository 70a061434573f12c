import { PriceOrigin, PriceTier, type Price, type PriceRates } from '@taffrail/contract';
import { z } from 'zod';
import type { PriceRow } from '../prices.store.ts';
import type { ListedPriceRow } from './list-prices.store.ts';

/** `3` and `0.075`, as people write what Postgres prints with eight decimals. */
export const shortUsd = (text: string): string =>
  text.includes('.') ? text.replace(/\.?0+$/, '') : text;

const orNull = (text: string | null): string | null => (text === null ? null : shortUsd(text));

export const toRates = (row: PriceRow): PriceRates => ({
  inputUsd: shortUsd(row.input_usd),
  outputUsd: shortUsd(row.output_usd),
  cachedReadUsd: orNull(row.cached_read_usd),
  cachedWriteUsd: orNull(row.cached_write_usd),
  reasoningUsd: orNull(row.reasoning_usd),
});

export const toTiers = (row: PriceRow): PriceTier[] => z.array(PriceTier).parse(row.tiers);

export const toPrice = (row: ListedPriceRow): Price => ({
  id: row.id,
  provider: row.provider,
  modelPattern: row.model_pattern,
  effectiveFrom: row.effective_from.toISOString(),
  effectiveTo: row.effective_to?.toISOString() ?? null,
  ...toRates(row),
  tiers: toTiers(row),
  origin: PriceOrigin.parse(row.origin),
  source: row.source,
  createdAt: row.created_at.toISOString(),
  state: row.state,
});

/** For the audit log: what a price says, without what follows from it. */
export const describePrice = (row: PriceRow): Record<string, unknown> => ({
  provider: row.provider,
  modelPattern: row.model_pattern,
  effectiveFrom: row.effective_from.toISOString(),
  effectiveTo: row.effective_to?.toISOString() ?? null,
  ...toRates(row),
  tiers: toTiers(row),
});
