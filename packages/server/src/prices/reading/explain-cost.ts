import type { AiJobArithmetic, TokenClass } from '@taffrail/contract';
import type { Database } from '../../platform/db/database.ts';
import { toLinePrice } from '../book/to-price-book.ts';
import { toUsd } from '../book/usd.ts';
import { tierFor, type Rates, type TokenCounts } from '../price-job.ts';
import { getPriceRow, toGivenPrice } from '../prices.store.ts';
import { shortUsd } from './to-price.ts';

/** Of a dollar: a rate has eight for a million tokens, a line six more. */
const decimalsOfLine = 14;

const toLineUsd = (tokens: number, rate: bigint): string => {
  const digits = String(BigInt(tokens) * rate).padStart(decimalsOfLine + 1, '0');
  return shortUsd(`${digits.slice(0, -decimalsOfLine)}.${digits.slice(-decimalsOfLine)}`);
};

/** Each token in one class. */
const split = (tokens: TokenCounts, rates: Rates): readonly [TokenClass, number, bigint][] => [
  ['input', tokens.inputTokens - tokens.cachedReadTokens - tokens.cachedWriteTokens, rates.input],
  ['cached_read', tokens.cachedReadTokens, rates.cachedRead],
  ['cached_write', tokens.cachedWriteTokens, rates.cachedWrite],
  ['output', tokens.outputTokens - tokens.reasoningTokens, rates.output],
  ['reasoning', tokens.reasoningTokens, rates.reasoning],
];

/** How `priceJob` came to the cost of a job that it priced with this price. */
export const explainCost = async (
  db: Database,
  priceId: string,
  tokens: TokenCounts,
): Promise<AiJobArithmetic> => {
  const row = await getPriceRow(db, priceId);
  const price = toLinePrice(toGivenPrice(row));
  const tier = tierFor(price, tokens.inputTokens);
  return {
    price: {
      id: row.id,
      provider: row.provider,
      modelPattern: row.model_pattern,
      effectiveFrom: row.effective_from.toISOString(),
      aboveInputTokens: tier?.aboveInputTokens ?? null,
    },
    lines: split(tokens, tier?.rates ?? price.rates)
      .filter(([, count]) => count > 0)
      .map(([name, count, rate]) => ({
        class: name,
        tokens: count,
        rateUsd: shortUsd(toUsd(rate)),
        costUsd: toLineUsd(count, rate),
      })),
  };
};
