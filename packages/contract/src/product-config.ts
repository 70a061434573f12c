import { z } from 'zod';
import {
  ActivityCategory,
  activityCatalogue,
  categoryOf,
  isKnownAction,
} from './activity-catalogue.ts';
import { ActionName } from './ingest.ts';

/** ISO 4217, lower case. */
const Currency = z.string().regex(/^[a-z]{3}$/, 'must be a currency of three letters, like eur');

/** What Taffrail cannot know of a product by itself; `taffrail.config.ts` says it. */
export const ProductConfig = z.strictObject({
  /** Actions of the product's own, by name: how the log calls them, and where they belong. */
  actions: z
    .record(
      ActionName,
      z.strictObject({
        category: ActivityCategory,
        /** What somebody did, in words: `sent an invoice`. */
        sentence: z.string().trim().min(1).max(100),
      }),
    )
    .optional(),
  /** Money is shown in one currency. */
  revenue: z
    .strictObject({
      currency: Currency,
      /** Units of that currency that one unit of another is worth; without, it stays as it is. */
      rates: z
        .record(
          Currency,
          z.string().regex(/^\d{1,12}(\.\d{1,12})?$/, 'must be decimal text, like 0.92'),
        )
        .optional(),
    })
    .optional(),
});
export type ProductConfig = z.infer<typeof ProductConfig>;

/** Gives `taffrail.config.ts` its types; the server checks it at start. */
export const defineConfig = (
  config: z.input<typeof ProductConfig>,
): z.input<typeof ProductConfig> => config;

/** Where an action belongs: what the product says of it comes first. */
export const categoryIn = ({ actions }: ProductConfig, action: string): ActivityCategory =>
  actions?.[action]?.category ?? categoryOf(action);

/** What an action is called in the log; null for one that nobody has words for. */
export const sentenceIn = ({ actions }: ProductConfig, action: string): string | null =>
  actions?.[action]?.sentence ??
  (isKnownAction(action) ? activityCatalogue[action].sentence : null);
