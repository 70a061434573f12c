import { z } from 'zod';
import { RangeEnd, Timestamp } from './page.ts';
import { PriceRates, PriceTier } from './prices.ts';
import { defineRoute } from './route.ts';
import { Text } from './text.ts';

/** LiteLLM's whole list has 1.4 MB. */
const fileBytes = 6 * 1024 * 1024;

const Said = PriceRates.extend({ tiers: z.array(PriceTier) });

/** What a model cost by the book, and would by the file. */
export const PriceChange = z.object({
  provider: z.string(),
  modelPattern: z.string(),
  /** Null of a model that the book does not know. */
  before: Said.nullable(),
  after: Said,
});
export type PriceChange = z.infer<typeof PriceChange>;

export const PriceImportPreview = z.object({
  effectiveFrom: Timestamp,
  /** Of exactly these changes: an import names it, so that nothing else is done. */
  fingerprint: z.string(),
  added: z.number().int(),
  changed: z.number().int(),
  unchanged: z.number().int(),
  /** The file says something else, but an operator set them: they stay. */
  kept: z.number().int(),
  leftOut: z.object({
    /** Priced by image, second, page or search, or without any price. */
    notByToken: z.number().int(),
    unreadable: z.number().int(),
    /** The same model under two names: the first counts. */
    twice: z.number().int(),
  }),
  /** 200 of each at most. */
  changes: z.object({
    added: z.array(PriceChange),
    changed: z.array(PriceChange),
    kept: z.array(PriceChange),
  }),
});
export type PriceImportPreview = z.infer<typeof PriceImportPreview>;

export const PreviewPriceImport = z.object({
  /** `model_prices_and_context_window.json` of LiteLLM, as it is. */
  file: z.record(z.string().max(500), z.unknown()),
  /** From when on its prices hold. */
  effectiveFrom: RangeEnd,
});
export type PreviewPriceImport = z.infer<typeof PreviewPriceImport>;

export const previewPriceImport = defineRoute({
  method: 'POST',
  path: '/api/v1/prices/import/preview',
  summary: 'What a file of LiteLLM would change in the price book. Changes nothing.',
  access: 'prices.manage',
  body: PreviewPriceImport,
  bodyBytes: fileBytes,
  response: PriceImportPreview,
});

export const ImportPrices = PreviewPriceImport.extend({
  /** Of the preview: when the book has changed since, this is a conflict. */
  fingerprint: Text(64),
  /** Of the file, for those who ask where a price is from. */
  name: Text(200).trim().min(1),
});
export type ImportPrices = z.infer<typeof ImportPrices>;

export const importPrices = defineRoute({
  method: 'POST',
  path: '/api/v1/prices/import',
  summary: 'Take the prices of a file of LiteLLM into the book, as its preview showed.',
  access: 'prices.manage',
  body: ImportPrices,
  bodyBytes: fileBytes,
  response: PriceImportPreview,
});
