import { PriceTier } from '@taffrail/contract';
import { z } from 'zod';
import type { Database, Transaction } from '../platform/db/database.ts';
import type { GivenPrice } from './book/to-price-book.ts';

/** All prices that ever held? The whole table, once for each change of it. */
export const readGivenPrices = async (db: Database | Transaction): Promise<GivenPrice[]> => {
  const rows = await db
    .selectFrom('model_prices')
    .selectAll()
    .where('replaced_at', 'is', null)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    provider: row.provider,
    modelPattern: row.model_pattern,
    effectiveFromMs: row.effective_from.getTime(),
    effectiveToMs: row.effective_to?.getTime() ?? null,
    inputUsd: row.input_usd,
    outputUsd: row.output_usd,
    cachedReadUsd: row.cached_read_usd,
    cachedWriteUsd: row.cached_write_usd,
    reasoningUsd: row.reasoning_usd,
    tiers: z.array(PriceTier).parse(row.tiers),
  }));
};
