import type { Price, PriceRates, PriceTier } from '@taffrail/contract';
import { writtenAmount, writtenText } from '../../../ui/form-values.ts';
import { rateFields } from '../price-words.ts';
import type { WantedPrice } from '../prices.api.ts';

/** What a form begins with: a price to go on from, or as much as is known of a model. */
export type GivenPrice = Partial<Price> & Pick<Price, 'provider' | 'modelPattern'>;

type Values = Readonly<Record<string, unknown>>;

const amount = /^\d{1,9}(?:\.\d{1,8})?$/;

/** A message, or null of a rate that can be sent. */
export const checkRate = (value: unknown, isRequired: boolean): string | null => {
  const text = writtenAmount(value);
  if (text === '') return isRequired ? 'Give a price; 0 where it costs nothing.' : null;
  return amount.test(text) ? null : 'Write it as 0.075, with eight decimals at most.';
};

const readRates = (values: Values, prefix: string): PriceRates => {
  const read = (name: string): string => writtenAmount(values[prefix + name]);
  return {
    inputUsd: read('inputUsd'),
    outputUsd: read('outputUsd'),
    cachedReadUsd: read('cachedReadUsd') || null,
    cachedWriteUsd: read('cachedWriteUsd') || null,
    reasoningUsd: read('reasoningUsd') || null,
  };
};

export const tierPrefix = (index: number): string => `tier${index}.`;
export const aboveName = 'aboveInputTokens';

/** A message, or null of a size that can be sent. */
export const checkAbove = (value: unknown): string | null => {
  const count = readAbove(value);
  return Number.isInteger(count) && count >= 1 && count <= 1_000_000_000
    ? null
    : 'Write how many tokens, as 200000.';
};

const readAbove = (value: unknown): number =>
  Number(writtenText(value).replaceAll(/[\s,_]/g, '') || Number.NaN);

/** What the fields say, checked by themselves before. */
export const readPriceForm = (
  values: Values,
  known: { tiers: readonly number[]; effectiveFrom: Date | undefined },
): WantedPrice => ({
  provider: writtenText(values['provider']),
  modelPattern: writtenText(values['modelPattern']),
  ...(known.effectiveFrom && { effectiveFrom: known.effectiveFrom.toISOString() }),
  ...readRates(values, ''),
  tiers: known.tiers.map((index): PriceTier => {
    const prefix = tierPrefix(index);
    return {
      ...readRates(values, prefix),
      aboveInputTokens: readAbove(values[prefix + aboveName]),
    };
  }),
  source: writtenText(values['source']) || undefined,
});

/** Beside each rate: what it costs without. */
export const placeholderOf = (name: (typeof rateFields)[number]['name']): string =>
  rateFields.find((field) => field.name === name)?.instead ?? '';
