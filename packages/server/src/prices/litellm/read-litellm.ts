import { SetPrice, type PriceRates, type PriceTier } from '@taffrail/contract';
import { z } from 'zod';
import { toProviderName } from '../book/provider-names.ts';
import { toPerMillion } from './per-million.ts';

/**
 * LiteLLM's `model_prices_and_context_window.json`: an object of models, each with US dollars for a
 * token under names such as `input_cost_per_token_above_200k_tokens`.
 */
export const LiteLlmFile = z.record(z.string().max(500), z.unknown());

/** What a model costs, as a file says it. */
export interface ReadPrice extends PriceRates {
  readonly provider: string;
  readonly modelPattern: string;
  readonly tiers: readonly PriceTier[];
}

/** Why a model of the file has no price here. */
export type LeftOutReason = 'not_by_token' | 'unreadable' | 'twice';

export interface ReadFile {
  readonly prices: readonly ReadPrice[];
  readonly leftOut: Readonly<Record<LeftOutReason, number>>;
}

type Entry = Readonly<Record<string, unknown>>;

/** What is told in tokens of text; images, sound and searches have prices that tokens do not tell. */
const modes = new Set(['chat', 'completion', 'responses', 'embedding', 'moderation']);

const names = {
  inputUsd: 'input_cost_per_token',
  outputUsd: 'output_cost_per_token',
  cachedReadUsd: 'cache_read_input_token_cost',
  cachedWriteUsd: 'cache_creation_input_token_cost',
  reasoningUsd: 'output_cost_per_reasoning_token',
} as const;

/** Of these names, with what stands behind them: nothing, or `_above_200k_tokens`. */
const readRates = (entry: Entry, behind = ''): Record<keyof typeof names, string | null> => {
  const read = (name: string): string | null => toPerMillion(entry[name + behind]) ?? null;
  return {
    inputUsd: read(names.inputUsd),
    outputUsd: read(names.outputUsd),
    cachedReadUsd: read(names.cachedReadUsd) ?? read('input_cost_per_token_cache_hit'),
    cachedWriteUsd: read(names.cachedWriteUsd),
    reasoningUsd: read(names.reasoningUsd),
  };
};

/** `input_cost_per_token_above_200k_tokens` and its like: larger inputs have prices of their own. */
const tiersByName = (entry: Entry, base: PriceRates): PriceTier[] => {
  const thousands = new Set(
    Object.keys(entry).flatMap((key) => {
      const [, count] = /^(?:in|out)put_cost_per_token_above_(\d{1,6})k_tokens$/.exec(key) ?? [];
      return count === undefined ? [] : [Number(count)];
    }),
  );
  return [...thousands].map((count) => {
    const rates = readRates(entry, `_above_${count}k_tokens`);
    return {
      ...rates,
      inputUsd: rates.inputUsd ?? base.inputUsd,
      outputUsd: rates.outputUsd ?? base.outputUsd,
      aboveInputTokens: count * 1_000,
    };
  });
};

const Ranges = z.array(z.looseObject({ range: z.tuple([z.number().int().min(0), z.number()]) }));

/** `tiered_pricing`: ranges of input sizes, each with prices; the first one is the price itself. */
const readRanges = (entry: Entry): (Entry & { readonly from: number })[] => {
  const ranges = Ranges.safeParse(entry['tiered_pricing']);
  return ranges.success ? ranges.data.map((range) => ({ ...range, from: range.range[0] })) : [];
};

const withOutput = (rates: ReturnType<typeof readRates>): PriceRates | undefined =>
  rates.inputUsd === null
    ? undefined
    : { ...rates, inputUsd: rates.inputUsd, outputUsd: rates.outputUsd ?? '0' };

const readPrices = (entry: Entry): { base: PriceRates; tiers: PriceTier[] } | undefined => {
  const [first, ...others] = readRanges(entry).toSorted((one, other) => one.from - other.from);
  const base = withOutput(readRates(first ?? entry));
  if (!base) return undefined;
  const tiers = others.flatMap((range) => {
    const rates = withOutput(readRates(range));
    return rates ? [{ ...rates, aboveInputTokens: range.from }] : [];
  });
  return { base, tiers: first ? tiers : tiersByName(entry, base) };
};

/** Without the provider before it: `azure/gpt-4o` of `azure` is `gpt-4o`. */
const toPattern = (key: string, told: string, provider: string): string => {
  const prefix = [told, provider].find((name) => key.startsWith(`${name}/`));
  return prefix === undefined ? key : key.slice(prefix.length + 1);
};

/** Checked as a price that somebody enters is. */
const Readable = SetPrice.omit({ effectiveFrom: true, source: true });

const readModel = (key: string, told: unknown): ReadPrice | LeftOutReason => {
  const entry = z.record(z.string(), z.unknown()).safeParse(told).data;
  if (!entry) return 'unreadable';
  const { mode = 'chat', litellm_provider: toldProvider } = entry;
  const read = modes.has(String(mode)) ? readPrices(entry) : undefined;
  if (!read) return 'not_by_token';
  if (typeof toldProvider !== 'string') return 'unreadable';
  const provider = toProviderName(toldProvider);
  const price = Readable.safeParse({
    ...read.base,
    provider,
    modelPattern: toPattern(key, toldProvider, provider),
    tiers: read.tiers,
  });
  return price.success && !price.data.modelPattern.includes('*') ? price.data : 'unreadable';
};

/** Of two entries that are one model here, such as Vertex's with and without path, the first counts. */
export const readLiteLlm = (file: z.infer<typeof LiteLlmFile>): ReadFile => {
  const prices = new Map<string, ReadPrice>();
  const leftOut = { not_by_token: 0, unreadable: 0, twice: 0 };
  for (const [key, entry] of Object.entries(file)) {
    // The file explains itself by an entry that is no model.
    if (key === 'sample_spec') continue;
    const price = readModel(key, entry);
    if (typeof price === 'string') {
      leftOut[price] += 1;
      continue;
    }
    const name = JSON.stringify([price.provider, price.modelPattern]);
    if (prices.has(name)) leftOut.twice += 1;
    else prices.set(name, price);
  }
  return { prices: [...prices.values()], leftOut };
};
