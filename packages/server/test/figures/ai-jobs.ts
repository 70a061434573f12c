import { uuidV7 } from '../../src/platform/ids.ts';
import type { World } from '../make.ts';

export interface PriceGiven {
  readonly provider: string;
  readonly model: string;
  readonly inputUsd: string;
  readonly outputUsd: string;
  readonly cachedReadUsd?: string;
  readonly tiers?: readonly object[];
}

/** A price since 2020, as it would lie in the book before the first job comes. Answers its id. */
export const makePrice = async ({ owner, clock }: World, price: PriceGiven): Promise<string> => {
  const id = uuidV7(clock);
  await owner.query(
    `insert into model_prices (
       id, provider, model_pattern, effective_from, input_usd, output_usd, cached_read_usd, tiers,
       origin, created_at
     ) values ($1, $2, $3, '2020-01-01Z', $4, $5, $6, $7, 'operator', $8)`,
    [
      id,
      price.provider,
      price.model,
      price.inputUsd,
      price.outputUsd,
      price.cachedReadUsd ?? null,
      JSON.stringify(price.tiers ?? []),
      clock.now(),
    ],
  );
  return id;
};
