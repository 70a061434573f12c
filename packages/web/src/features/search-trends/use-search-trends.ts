import type { SearchTrends } from '@taffrail/contract';
import {
  useIsFetching,
  useQuery,
  useQueryClient,
  type UseQueryResult,
} from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import { useAskedDays } from '../../lib/time/asked-days.ts';
import { useUrlState, type SearchChange } from '../../lib/url/url-state.ts';
import { useShortcut } from '../../lib/use-shortcut.ts';
import { trendsQuery, type AskedTrends } from './search-trends.api.ts';
import {
  defaultComparison,
  searchRanges,
  SearchTrendsSearch,
  toAskedFilters,
} from './search-trends-search.ts';

export interface SearchTrendsState {
  readonly search: SearchTrendsSearch;
  readonly change: (patch: SearchChange<SearchTrendsSearch>, how?: { replace?: boolean }) => void;
  readonly asked: AskedTrends;
  readonly trends: UseQueryResult<SearchTrends>;
  /** The range as the address has it. */
  readonly range: string;
  /** Undefined of the usual one. */
  readonly choose: (range: string | undefined) => void;
  readonly compare: (comparison: AskedTrends['compare']) => void;
  readonly refreshing: boolean;
  readonly refresh: () => void;
}

/** What the address asks for. */
export const useSearchTrends = (): SearchTrendsState => {
  const [search, change] = useUrlState(SearchTrendsSearch);
  const client = useQueryClient();
  const { range: written = searchRanges.usual, compare = defaultComparison, f } = search;
  const range = useAskedDays(written, searchRanges);
  const asked = useMemo(() => ({ range, compare, filter: toAskedFilters(f) }), [range, compare, f]);
  const trends = useQuery(trendsQuery(asked));
  const compareWith = (next: AskedTrends['compare']): void =>
    change({ compare: next === defaultComparison ? undefined : next });
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
    range: written,
    choose: (next) => change({ range: next, after: undefined }),
    compare: compareWith,
    refreshing: useIsFetching({ queryKey: ['search-trends'] }) > 0,
    refresh,
  };
};
