import { SearchTrendsRange, type SearchTrends } from '@taffrail/contract';
import {
  useIsFetching,
  useQuery,
  useQueryClient,
  type UseQueryResult,
} from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import { useUrlState, type SearchChange } from '../../lib/url/url-state.ts';
import { useShortcut } from '../../lib/use-shortcut.ts';
import { trendsQuery, type AskedTrends } from './search-trends.api.ts';
import {
  defaultComparison,
  defaultRange,
  SearchTrendsSearch,
  toAskedFilters,
} from './search-trends-search.ts';

export interface SearchTrendsState {
  readonly search: SearchTrendsSearch;
  readonly change: (patch: SearchChange<SearchTrendsSearch>, how?: { replace?: boolean }) => void;
  readonly asked: AskedTrends;
  readonly trends: UseQueryResult<SearchTrends>;
  readonly choose: (range: SearchTrendsRange) => void;
  readonly compare: (comparison: AskedTrends['compare']) => void;
  readonly refreshing: boolean;
  readonly refresh: () => void;
}

const ranges = SearchTrendsRange.options;

/** What the address asks for. */
export const useSearchTrends = (): SearchTrendsState => {
  const [search, change] = useUrlState(SearchTrendsSearch);
  const client = useQueryClient();
  const { range = defaultRange, compare = defaultComparison, f } = search;
  const asked = useMemo(() => ({ range, compare, filter: toAskedFilters(f) }), [range, compare, f]);
  const trends = useQuery(trendsQuery(asked));
  const choose = (next: SearchTrendsRange): void =>
    change({ range: next === defaultRange ? undefined : next, after: undefined });
  const compareWith = (next: AskedTrends['compare']): void =>
    change({ compare: next === defaultComparison ? undefined : next });
  useShortcut('t', 'Next range', () =>
    choose(ranges[(ranges.indexOf(range) + 1) % ranges.length] ?? defaultRange),
  );
  useShortcut('c', 'Compare with other days, or not', () =>
    compareWith(compare === 'off' ? defaultComparison : 'off'),
  );
  const refresh = useCallback(
    () => void client.refetchQueries({ queryKey: ['search-trends'], type: 'active' }),
    [client],
  );
  return {
    search,
    change,
    asked,
    trends,
    choose,
    compare: compareWith,
    refreshing: useIsFetching({ queryKey: ['search-trends'] }) > 0,
    refresh,
  };
};
