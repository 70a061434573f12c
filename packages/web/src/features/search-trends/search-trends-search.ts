import {
  QuickSearchTrendsRange,
  searchRangeLimits,
  SearchTermsSort,
  SearchTrendsComparison,
} from '@taffrail/contract';
import { z } from 'zod';
import { addFilter, readFilter, readFilters, writeFilter, type Filter } from '../../lib/filters.ts';
import { dayRangeParam, type DayRanges } from '../../lib/time/asked-days.ts';
import { FilterParam, TextParam } from '../../lib/url/search-params.ts';

export const searchRanges: DayRanges = {
  quick: QuickSearchTrendsRange.options,
  usual: '30d',
  mostDays: searchRangeLimits.days,
};
export const defaultComparison = 'dow';
export const defaultSort = '-searches';

/** Rollups are kept of each pair of dimensions: of three together nobody knows. */
const mostFilters = 2;

const Key = z
  .string()
  .max(40)
  .regex(/^[A-Za-z]\w*$/);

const isTermFilter = (text: string): boolean => {
  const filter = readFilter(text);
  return filter?.op === 'in' && filter.values.length === 1;
};

export const SearchTrendsSearch = z.object({
  range: dayRangeParam(searchRanges).optional(),
  compare: SearchTrendsComparison.optional(),
  /** A term of a dimension each: `country.in.de`. */
  f: z.array(FilterParam.refine(isTermFilter)).max(mostFilters).optional(),
  /** Of what rises, falls and finds nothing: the first dimension unless given. */
  group: Key.optional(),
  /** The dimension whose terms are listed, all of them. */
  tab: Key.optional(),
  /** Of that list: what its terms have in them, their order, and the first that is shown. */
  q: TextParam.optional(),
  sort: SearchTermsSort.optional(),
  after: z
    .string()
    .regex(/^\d{1,5}$/)
    .optional(),
});
export type SearchTrendsSearch = z.infer<typeof SearchTrendsSearch>;

/** As the API takes them: `country.de`. */
export const toAskedFilters = (texts: readonly string[] | undefined): string[] =>
  readFilters(texts).map(({ field, values }) => `${field}.${values[0] ?? ''}`);

/** With one term more: of its dimension it is the only one, of too many the oldest goes. */
export const withTerm = (search: SearchTrendsSearch, added: Filter): SearchTrendsSearch => ({
  ...search,
  f: addFilter(readFilters(search.f), added, true).slice(-mostFilters).map(writeFilter),
  after: undefined,
});

export const withoutTerm = (search: SearchTrendsSearch, dimension: string): SearchTrendsSearch => {
  const left = readFilters(search.f).filter(({ field }) => field !== dimension);
  return { ...search, f: left.length > 0 ? left.map(writeFilter) : undefined, after: undefined };
};
