import { z } from 'zod';
import { Day, Timestamp } from './page.ts';
import { defineRoute, type RouteAnswer } from './route.ts';
import {
  SearchTermsSort,
  SearchTrendsComparison,
  SearchTrendsRange,
} from './search-trends-range.ts';
import { Text } from './text.ts';

/** Besides those that the configuration names: whose searches they are. */
export const organizationDimension = 'organization';

/** Where too much would have to be counted: of a dimension and day, so many terms are told apart. */
export const searchLimits = { termsADay: 1_000, termCharacters: 100, filters: 2 } as const;

export const SearchFigures = z.object({
  searches: z.number().int(),
  /** Searches of which the number of results is known, and those of them that had none. */
  answered: z.number().int(),
  withoutResult: z.number().int(),
  /** Of all that are answered. */
  results: z.number(),
  /** What was made of searches: those of the range, whenever they were searched for. */
  conversions: z.number().int(),
});
export type SearchFigures = z.infer<typeof SearchFigures>;

/** Searches of the days that are over, and of those that they are compared with. */
const Compared = z.object({ searches: z.number().int(), before: z.number().int() });

export const SearchTerm = z.object({
  id: z.number().int(),
  /** As the filter names it: case and diacritics are gone; of an organization its id. */
  value: z.string(),
  /** As it was first written; of an organization its name, where it is known. */
  label: z.string(),
  figures: SearchFigures,
  /** Null where nothing is compared. */
  compared: Compared.nullable(),
  /** How many organizations searched for it, ever. */
  organizations: z.number().int(),
  /** Terms that were merged into it. */
  merged: z.array(z.string()),
});
export type SearchTerm = z.infer<typeof SearchTerm>;

/** What is not shown by its name. */
const Other = z.object({ terms: z.number().int(), figures: SearchFigures });

export const SearchBreakdown = z.object({
  dimension: z.string(),
  title: z.string(),
  /** False where the filters leave no rollup to read it from: one filter at a time does. */
  isKept: z.boolean(),
  rareBelow: z.number().int(),
  /** All that are shown by their names, together. */
  named: Other,
  /** Most searched for first: ten at most. */
  top: z.array(SearchTerm),
  /** Most more, and most fewer searches than before: five at most. */
  rising: z.array(SearchTerm),
  falling: z.array(SearchTerm),
  /** Most often without a result: ten at most. */
  withoutResult: z.array(SearchTerm),
  /** Seen from too few organizations. */
  rare: Other,
  /** Beyond the most frequent of their day. */
  beyond: Other,
});
export type SearchBreakdown = z.infer<typeof SearchBreakdown>;

/** `country.de`: a dimension and a term; `organization.<id>`. */
export const SearchFilter = Text(160).regex(/^[A-Za-z]\w*\../, 'must be dimension.term');

const filters = z.preprocess(
  (value) => (value === undefined || Array.isArray(value) ? (value ?? []) : [value]),
  z.array(SearchFilter).max(searchLimits.filters),
);

const scope = {
  range: SearchTrendsRange.default('30d'),
  compare: SearchTrendsComparison.default('dow'),
  /** Of different dimensions; both must be true. */
  filter: filters,
};

export const SearchTrends = z.object({
  asOf: Timestamp,
  timeZone: z.string(),
  range: z.object({
    from: Day,
    /** Today, up to now. */
    to: Day,
    /** What is compared are whole days: without today, and as many before. */
    comparedTo: Day.nullable(),
    beforeFrom: Day.nullable(),
    beforeTo: Day.nullable(),
  }),
  /** The first day with a search; null when there was none, ever. */
  since: Day.nullable(),
  /** What is counted, as configured. */
  counted: z.object({
    searches: z.array(z.string()),
    results: z.array(z.string()),
    measure: z.string(),
    conversions: z.array(z.string()),
  }),
  filters: z.array(
    z.object({
      dimension: z.string(),
      title: z.string(),
      value: z.string(),
      label: z.string(),
      /** False: nobody has ever searched for it. */
      isKnown: z.boolean(),
      /** Of the range with this filter alone. */
      searches: z.number().int(),
    }),
  ),
  figures: SearchFigures,
  /** Of the days that are over, and of those before. */
  compared: z.object({ current: SearchFigures, before: SearchFigures }).nullable(),
  days: z.array(
    z.object({
      day: Day,
      /** When it begins. */
      at: Timestamp,
      figures: SearchFigures,
      /** Searches of the day that it is compared with; null where none is. */
      before: z.number().int().nullable(),
    }),
  ),
  /** Those configured, then organizations. */
  breakdowns: z.array(SearchBreakdown),
});
export type SearchTrends = z.infer<typeof SearchTrends>;

export const getSearchTrends = defineRoute({
  method: 'GET',
  path: '/api/v1/search-trends',
  summary: 'What customers of the product search for, and whether they find it.',
  access: 'search_trends.read',
  query: z.object(scope),
  response: SearchTrends,
});

const dimension = Text(40).min(1);

export const listSearchTerms = defineRoute({
  method: 'GET',
  path: '/api/v1/search-trends/terms',
  summary: 'Every term of a dimension that has a name, a page at a time.',
  access: 'search_trends.read',
  query: z.object({
    ...scope,
    dimension,
    /** Part of the term. */
    q: Text(100).optional(),
    sort: SearchTermsSort.default('-searches'),
    limit: z.coerce.number().int().min(1).max(200).default(50),
    offset: z.coerce.number().int().min(0).max(100_000).default(0),
  }),
  response: z.object({
    asOf: Timestamp,
    dimension: z.string(),
    title: z.string(),
    isKept: z.boolean(),
    /** Of all of the dimension, named or not: what shares are of. */
    total: SearchFigures,
    count: z.number().int(),
    items: z.array(SearchTerm),
    rare: Other,
    beyond: Other,
  }),
});
export type SearchTerms = RouteAnswer<typeof listSearchTerms>;

/** Every term that has a name, then the others together, as CSV. Each export is audited. */
export const exportSearchTerms = defineRoute({
  method: 'GET',
  path: '/api/v1/search-trends/terms/export',
  summary: 'Every term of a dimension, as CSV.',
  access: 'search_trends.read',
  query: z.object({ ...scope, dimension }),
});

/** Two spellings of one thing: what is searched for by the one counts as the other. */
export const SearchSynonym = z.object({
  dimension: z.string(),
  term: z.object({ id: z.number().int(), label: z.string() }),
  into: z.object({ id: z.number().int(), label: z.string() }),
});
export type SearchSynonym = z.infer<typeof SearchSynonym>;

export const listSearchSynonyms = defineRoute({
  method: 'GET',
  path: '/api/v1/search-trends/synonyms',
  summary: 'Terms that were merged into others by hand.',
  access: 'search_trends.read',
  response: z.object({ items: z.array(SearchSynonym) }),
});

const TermId = z.coerce.number().int().min(1).max(2_147_483_647);

export const mergeSearchTerms = defineRoute({
  method: 'POST',
  path: '/api/v1/search-trends/synonyms',
  summary: 'Count a term as another of its dimension.',
  access: 'search_trends.manage',
  body: z.object({ termId: TermId, intoId: TermId }),
  response: SearchSynonym,
  status: 201,
});

export const splitSearchTerm = defineRoute({
  method: 'DELETE',
  path: '/api/v1/search-trends/synonyms/:id',
  summary: 'Count a term by itself again.',
  access: 'search_trends.manage',
  params: z.object({ id: TermId }),
  status: 204,
});
