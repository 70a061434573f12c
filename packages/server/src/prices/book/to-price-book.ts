import type { BookPrice, PriceBook, Rates } from '../price-job.ts';
import { isWildcard, matchesPattern, namesOf, saidBy } from './model-names.ts';
import { toProviderName } from './provider-names.ts';
import { toUnits } from './usd.ts';

/** US dollars for a million tokens, as decimal texts. Null: what the tokens cost they are among. */
export interface GivenRates {
  readonly inputUsd: string;
  readonly outputUsd: string;
  readonly cachedReadUsd: string | null;
  readonly cachedWriteUsd: string | null;
  readonly reasoningUsd: string | null;
}

/** One row of the book. */
export interface GivenPrice extends GivenRates {
  readonly id: string;
  readonly provider: string;
  readonly modelPattern: string;
  readonly effectiveFromMs: number;
  readonly effectiveToMs: number | null;
  readonly tiers: readonly (GivenRates & { readonly aboveInputTokens: number })[];
}

/** All prices of one provider and pattern, newest first: of a moment one holds, or none. */
interface Line {
  readonly provider: string;
  readonly pattern: string;
  readonly prices: readonly (BookPrice & { readonly fromMs: number; readonly toMs: number })[];
}

const anyProvider = '*';

/** More models than any product uses; past it what was found is forgotten, and found again. */
const rememberedModels = 5_000;

/** Of a class: its own price, or else that of the tokens that it is among. */
const orElse = (own: string | null, ofBase: string | null | undefined, among: bigint): bigint => {
  const text = own ?? ofBase ?? null;
  return text === null ? among : toUnits(text);
};

const toRates = (given: GivenRates, base?: GivenRates): Rates => {
  const input = toUnits(given.inputUsd);
  const output = toUnits(given.outputUsd);
  return {
    input,
    output,
    cachedRead: orElse(given.cachedReadUsd, base?.cachedReadUsd, input),
    cachedWrite: orElse(given.cachedWriteUsd, base?.cachedWriteUsd, input),
    reasoning: orElse(given.reasoningUsd, base?.reasoningUsd, output),
  };
};

/** One price as jobs are priced with it. */
export const toLinePrice = (given: GivenPrice): Line['prices'][number] => ({
  id: given.id,
  fromMs: given.effectiveFromMs,
  toMs: given.effectiveToMs ?? Number.POSITIVE_INFINITY,
  rates: toRates(given),
  tiers: given.tiers
    .map((tier) => ({ aboveInputTokens: tier.aboveInputTokens, rates: toRates(tier, given) }))
    .toSorted((one, other) => one.aboveInputTokens - other.aboveInputTokens),
});

const toLines = (prices: readonly GivenPrice[]): Line[] => {
  const byPattern = Map.groupBy(prices, ({ provider, modelPattern }) =>
    JSON.stringify([toProviderName(provider), modelPattern.toLowerCase()]),
  );
  return [...byPattern.values()].map((given) => ({
    provider: toProviderName(given[0]?.provider ?? anyProvider),
    pattern: (given[0]?.modelPattern ?? '').toLowerCase(),
    prices: given.map(toLinePrice).toSorted((one, other) => other.fromMs - one.fromMs),
  }));
};

const namedProviderFirst = (one: Line, other: Line): number =>
  Number(one.provider === anyProvider) - Number(other.provider === anyProvider);

const inForce = ({ prices }: Line, atMs: number): BookPrice | undefined => {
  const newest = prices.find(({ fromMs }) => fromMs <= atMs);
  return newest && atMs < newest.toMs ? newest : undefined;
};

/**
 * Of the lines that match a model the most specific comes first: the model's own name, then its
 * name without path or date, then the pattern that says most of it; among equals one for the
 * provider before one for any. Of a line the newest price at the moment holds. Where a line has
 * none, or has ended, the next one is asked.
 */
export const toPriceBook = (prices: readonly GivenPrice[]): PriceBook => {
  const lines = toLines(prices);
  const exact = Map.groupBy(
    lines.filter(({ pattern }) => !isWildcard(pattern)).toSorted(namedProviderFirst),
    ({ pattern }) => pattern,
  );
  const wild = lines
    .filter(({ pattern }) => isWildcard(pattern))
    .toSorted(
      (one, other) => saidBy(other.pattern) - saidBy(one.pattern) || namedProviderFirst(one, other),
    );

  const linesFor = (provider: string, model: string): readonly Line[] => {
    const name = toProviderName(provider);
    const names = namesOf(model);
    return [
      ...names.flatMap((each) => exact.get(each) ?? []),
      ...wild.filter(({ pattern }) => names.some((each) => matchesPattern(pattern, each))),
    ].filter((line) => line.provider === name || line.provider === anyProvider);
  };

  const remembered = new Map<string, readonly Line[]>();
  const remember = (provider: string, model: string): readonly Line[] => {
    // A character that no stored text can hold.
    const key = `${provider}\u0000${model}`;
    const known = remembered.get(key);
    if (known) return known;
    if (remembered.size >= rememberedModels) remembered.clear();
    const found = linesFor(provider, model);
    remembered.set(key, found);
    return found;
  };

  return {
    find(provider, model, atMs) {
      for (const line of remember(provider, model)) {
        const price = inForce(line, atMs);
        if (price) return price;
      }
      return undefined;
    },
  };
};
