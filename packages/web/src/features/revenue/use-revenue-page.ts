import { RevenueRange, type RevenueDimension } from '@taffrail/contract';
import {
  useIsFetching,
  useQuery,
  useQueryClient,
  type UseQueryResult,
} from '@tanstack/react-query';
import { useCallback } from 'react';
import { useAskAgain } from '../../lib/live/use-ask-again.ts';
import { useUrlState } from '../../lib/url/url-state.ts';
import { useShortcut } from '../../lib/use-shortcut.ts';
import { revenueQuery, type ShownRevenue } from './revenue.api.ts';
import { defaultRange, RevenueSearch } from './revenue-search.ts';

export interface RevenuePageState {
  readonly range: RevenueRange;
  readonly choose: (range: RevenueRange) => void;
  /** The change since the period before stands beside each figure. */
  readonly compares: boolean;
  readonly compare: (on: boolean) => void;
  /** What MRR is split by, in a panel of its own. */
  readonly group: RevenueDimension | undefined;
  readonly groupBy: (dimension: RevenueDimension | undefined) => void;
  readonly figures: UseQueryResult<ShownRevenue>;
  readonly refreshing: boolean;
  readonly refresh: () => void;
}

const ranges = RevenueRange.options;

/** What the address asks for. */
export const useRevenuePage = (): RevenuePageState => {
  const [search, change] = useUrlState(RevenueSearch);
  const client = useQueryClient();
  const range = search.range ?? defaultRange;
  const choose = (next: RevenueRange): void =>
    change({ range: next === defaultRange ? undefined : next });
  useShortcut('t', 'Next range', () =>
    choose(ranges[(ranges.indexOf(range) + 1) % ranges.length] ?? defaultRange),
  );
  const compares = search.compare !== 'off';
  const compare = (on: boolean): void => change({ compare: on ? undefined : 'off' });
  useShortcut('c', 'Compare with the period before, or not', () => compare(!compares));
  const refresh = useCallback(
    () => void client.refetchQueries({ queryKey: ['revenue'], type: 'active' }),
    [client],
  );
  const figures = useQuery(revenueQuery(range));
  useAskAgain(figures);
  return {
    range,
    choose,
    compares,
    compare,
    group: search.group,
    groupBy: (group) => change({ group }),
    figures,
    refreshing: useIsFetching({ queryKey: ['revenue'] }) > 0,
    refresh,
  };
};
