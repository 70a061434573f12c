import { toUsd } from './book/usd.ts';

/** Of one call. The counts hold each other as providers bill them. */
export interface TokenCounts {
  /** Those read from and written to a cache included. */
  readonly inputTokens: number;
  /** Those of reasoning included. */
  readonly outputTokens: number;
  readonly cachedReadTokens: number;
  readonly cachedWriteTokens: number;
  readonly reasoningTokens: number;
}

/** For a million tokens of each class, in units of 1e-8 US dollars. */
export interface Rates {
  readonly input: bigint;
  readonly output: bigint;
  readonly cachedRead: bigint;
  readonly cachedWrite: bigint;
  readonly reasoning: bigint;
}

export interface BookPrice {
  readonly id: string;
  readonly rates: Rates;
  /** Smallest first. A tier prices the whole call, not only what is above its limit. */
  readonly tiers: readonly { readonly aboveInputTokens: number; readonly rates: Rates }[];
}

/** Every price that was ever in force; `toPriceBook` makes one. */
export interface PriceBook {
  /** The price that holds for a model at a moment, the most specific one. */
  find(provider: string, model: string, atMs: number): BookPrice | undefined;
}

/** One call of a model. */
export interface PricedCall {
  readonly provider: string;
  readonly model: string;
  readonly createdAtMs: number;
  /** Tells a call that failed and cost nothing from one whose tokens nobody counted. */
  readonly status?: 'succeeded' | 'failed';
  readonly tokens: TokenCounts;
}

export interface JobPrice {
  /** With eight decimals; null of what is not known, which is not nothing. */
  readonly costUsd: string | null;
  readonly costSource: 'priced' | 'unpriced';
  readonly priceId: string | null;
}

const unpriced: JobPrice = { costUsd: null, costSource: 'unpriced', priceId: null };

const tokensOfRates = 1_000_000n;

/** A million dollars: what `numeric(14, 8)` cannot hold, nobody paid for one call. */
const beyondUnits = 100_000_000_000_000n;

const atLeastNone = (tokens: number): bigint => BigInt(Math.max(0, tokens));

/** In the order of the limits, the last that the input is above. */
export const tierFor = (
  price: BookPrice,
  inputTokens: number,
): BookPrice['tiers'][number] | undefined =>
  price.tiers.findLast(({ aboveInputTokens }) => inputTokens > aboveInputTokens);

/** Exact, and rounded once: half a unit goes up, as it does in Postgres. */
export const costAt = (rates: Rates, tokens: TokenCounts): bigint => {
  const { inputTokens, outputTokens, cachedReadTokens, cachedWriteTokens, reasoningTokens } =
    tokens;
  const total =
    // A sender that counts cached tokens apart is not paid back for it.
    atLeastNone(inputTokens - cachedReadTokens - cachedWriteTokens) * rates.input +
    atLeastNone(cachedReadTokens) * rates.cachedRead +
    atLeastNone(cachedWriteTokens) * rates.cachedWrite +
    atLeastNone(outputTokens - reasoningTokens) * rates.output +
    atLeastNone(reasoningTokens) * rates.reasoning;
  return (total + tokensOfRates / 2n) / tokensOfRates;
};

const costOf = (price: BookPrice, tokens: TokenCounts): bigint =>
  costAt(tierFor(price, tokens.inputTokens)?.rates ?? price.rates, tokens);

const hasTokens = ({ inputTokens, outputTokens }: TokenCounts): boolean =>
  inputTokens > 0 || outputTokens > 0;

/**
 * What a call cost, by the price that held when it began. Unpriced where no price is known of the
 * model, and where a call that succeeded came without tokens: an image, or a stream whose sender
 * counts none.
 */
export const priceJob = (book: PriceBook, call: PricedCall): JobPrice => {
  const price = book.find(call.provider, call.model, call.createdAtMs);
  if (!price) return unpriced;
  if (!hasTokens(call.tokens) && call.status !== 'failed') return unpriced;
  const cost = costOf(price, call.tokens);
  if (cost >= beyondUnits) return unpriced;
  return { costUsd: toUsd(cost), costSource: 'priced', priceId: price.id };
};
