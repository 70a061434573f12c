import { z } from 'zod';
import { IdParams, PageQuery, Timestamp, pageOf } from './page.ts';
import { defineRoute } from './route.ts';
import { Text } from './text.ts';

/** US dollars for a million tokens, as decimal text: `0.075`. Exact to eight decimals. */
export const RateUsd = z
  .string()
  .regex(/^\d{1,9}(\.\d{1,8})?$/, 'must be an amount as 0.075, with eight decimals at most');

/**
 * What a million tokens of each class cost. Input holds the tokens read from and written to a
 * cache, output those of reasoning: a class without a price of its own costs what the one costs
 * that holds it.
 */
export const PriceRates = z.object({
  inputUsd: RateUsd,
  outputUsd: RateUsd,
  cachedReadUsd: RateUsd.nullable().default(null),
  cachedWriteUsd: RateUsd.nullable().default(null),
  reasoningUsd: RateUsd.nullable().default(null),
});
export type PriceRates = z.infer<typeof PriceRates>;

/**
 * Another price of a call whose whole input is larger; it holds for all tokens of the call. A class
 * that it does not name costs what the price without tier says, if that says so.
 */
export const PriceTier = PriceRates.extend({
  aboveInputTokens: z.number().int().min(1).max(1_000_000_000),
});
export type PriceTier = z.infer<typeof PriceTier>;

/** `shipped` with the console, `imported` from a file, or set by an `operator`. */
export const PriceOrigin = z.enum(['shipped', 'imported', 'operator']);
export type PriceOrigin = z.infer<typeof PriceOrigin>;

/**
 * `in_force`; `upcoming`: its date is still to come; `ended`: at its end, and nothing followed;
 * `superseded`: a later price of the same provider and pattern followed, or replaced it.
 */
export const PriceState = z.enum(['in_force', 'upcoming', 'ended', 'superseded']);
export type PriceState = z.infer<typeof PriceState>;

/** A provider as the book names it, `*` for any. */
const provider = Text(100).trim().toLowerCase().min(1);
/** A model; `*` stands for any characters. */
const modelPattern = Text(200).trim().toLowerCase().min(1);

export const Price = PriceRates.extend({
  id: z.uuid(),
  provider: z.string(),
  modelPattern: z.string(),
  /** In force from here, until the next of the same provider and pattern. */
  effectiveFrom: Timestamp,
  /** Null unless it was ended. */
  effectiveTo: Timestamp.nullable(),
  /** Smallest first. */
  tiers: z.array(PriceTier),
  origin: PriceOrigin,
  /** Where the numbers are from. */
  source: z.string().nullable(),
  createdAt: Timestamp,
  state: PriceState,
});
export type Price = z.infer<typeof Price>;

export const PriceFilter = z.object({
  /** Part of a provider or pattern. */
  q: Text(100).trim().optional(),
  state: PriceState.optional(),
  origin: PriceOrigin.optional(),
});
export type PriceFilter = z.infer<typeof PriceFilter>;

export const listPrices = defineRoute({
  method: 'GET',
  path: '/api/v1/prices',
  summary: 'The price book by provider and model; superseded prices only when asked for by state.',
  access: 'usage.read',
  query: PageQuery.extend(PriceFilter.shape),
  response: pageOf(Price),
});

/**
 * CSV (RFC 4180, UTF-8, with a header). Cells that a spreadsheet would take for a formula are
 * prefixed with an apostrophe. Each export is audited with what was asked for.
 */
export const exportPrices = defineRoute({
  method: 'GET',
  path: '/api/v1/prices/export',
  summary: 'The price book as CSV, with the same filters.',
  access: 'usage.read',
  query: PriceFilter,
});

export const SetPrice = PriceRates.extend({
  provider,
  modelPattern,
  /** From when on; now unless given. One of the same moment takes the place of the one there. */
  effectiveFrom: Timestamp.optional(),
  tiers: z
    .array(PriceTier)
    .max(10)
    .default([])
    .refine(
      (tiers) => new Set(tiers.map((tier) => tier.aboveInputTokens)).size === tiers.length,
      'must each begin at another size',
    ),
  source: Text(300).trim().optional(),
});
export type SetPrice = z.infer<typeof SetPrice>;

export const setPrice = defineRoute({
  method: 'POST',
  path: '/api/v1/prices',
  summary: 'Say what a model costs from a date on. What came before keeps its own price.',
  access: 'prices.manage',
  body: SetPrice,
  status: 201,
  response: Price,
});

export const endPrice = defineRoute({
  method: 'POST',
  path: '/api/v1/prices/:id/end',
  summary: 'End a price, now or at a date. Models without any other are unpriced from then on.',
  access: 'prices.manage',
  params: IdParams,
  body: z.object({ at: Timestamp.optional() }),
  response: Price,
});

export const UnpricedModel = z.object({
  provider: z.string(),
  model: z.string(),
  jobs: z.number().int(),
  /** Input and output. */
  tokens: z.number().int(),
  /** A day of the reporting time zone. */
  lastDay: z.iso.date(),
  /** Whether a price holds by now: re-costing would find it. */
  hasPriceNow: z.boolean(),
});
export type UnpricedModel = z.infer<typeof UnpricedModel>;

export const listUnpricedModels = defineRoute({
  method: 'GET',
  path: '/api/v1/prices/unpriced',
  summary: 'Models whose jobs of the last 180 days have no cost, most tokens first. 100 at most.',
  access: 'usage.read',
  response: z.object({ asOf: Timestamp, items: z.array(UnpricedModel).max(100) }),
});
