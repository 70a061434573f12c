import { z } from 'zod';
import { ActionName } from './ingest.ts';

const Actions = z.array(ActionName).min(1).max(20);
/** A key of an action's metadata: `country`. `organization` is what the console itself adds. */
const MetadataKey = z
  .string()
  .regex(/^[A-Za-z]\w{0,39}$/, 'must be letters, digits and "_", a letter first')
  .refine((key) => key !== 'organization', 'organization is counted by itself');
const Title = z.string().trim().min(1).max(40);

export const SearchDimension = z.strictObject({
  /** Of the metadata, and in addresses: `country`. */
  key: MetadataKey,
  /** Of its card: `Countries`. */
  title: Title,
  /** Terms seen from fewer organizations than these are shown together, as other (rare). */
  rareBelow: z.number().int().min(1).max(1_000).default(5),
});
export type SearchDimension = z.output<typeof SearchDimension>;

const hasKeysOnce = (all: readonly { readonly key: string }[]): boolean =>
  new Set(all.map(({ key }) => key)).size === all.length;

/** Which actions are searches, and what of their metadata is counted. */
export const SearchConfig = z.strictObject({
  /** Each of these is a search. */
  actions: Actions.default(['discovery.started']),
  /** What tells how many results a search had: the actions, and the key that has the number. */
  results: z
    .strictObject({
      actions: Actions.default(['discovery.completed']),
      measure: MetadataKey.default('companiesFound'),
    })
    .prefault({}),
  /** What searches are made for; counted by the dimensions that its own metadata names. */
  conversions: Actions.default(['lead.created']),
  /** Every pair of them is counted, too, so that one filters the others. */
  dimensions: z
    .array(SearchDimension)
    .min(1)
    .max(4)
    .refine(hasKeysOnce, 'must name each key once')
    .prefault([
      { key: 'keyword', title: 'Keywords' },
      { key: 'country', title: 'Countries' },
      { key: 'industry', title: 'Industries' },
    ]),
});
export type SearchConfig = z.output<typeof SearchConfig>;

/** As the configuration has it, or as the catalogue's actions suggest. */
export const searchesOf = ({ searches }: { searches?: SearchConfig | undefined }): SearchConfig =>
  searches ?? SearchConfig.parse({});
