import { SetPrice } from '@taffrail/contract';
import { anthropicLists } from './anthropic.ts';
import type { ListPrice } from './list-price.ts';
import { openAiLists } from './openai.ts';
import { otherLists } from './others.ts';

/** When the providers' lists said this. With a later day the set is loaded once more. */
export const shippedOn = '2026-08-06';

export const shippedSource = `Public list prices as of ${shippedOn}, shipped with Taffrail`;

/** Before anything that is kept: a price without a date holds for all of it. */
const everSince = '2020-01-01';

export interface ShippedPrice {
  readonly price: SetPrice;
  readonly from: Date;
}

const toRates = ({ input, output, read, write }: Omit<ListPrice, 'models'>) => ({
  inputUsd: input,
  outputUsd: output,
  cachedReadUsd: read ?? null,
  cachedWriteUsd: write ?? null,
  reasoningUsd: null,
});

/** One for each provider and model of the lists. */
export const shippedPrices = (): ShippedPrice[] =>
  [...openAiLists, ...anthropicLists, ...otherLists].flatMap(({ providers, prices }) =>
    providers.flatMap((provider) =>
      prices.flatMap((listed) =>
        listed.models.map((modelPattern) => ({
          from: new Date(`${listed.from ?? everSince}T00:00:00Z`),
          price: SetPrice.parse({
            provider,
            modelPattern,
            ...toRates(listed),
            tiers: listed.above
              ? [{ ...toRates(listed.above), aboveInputTokens: listed.above.tokens }]
              : [],
          }),
        })),
      ),
    ),
  );
