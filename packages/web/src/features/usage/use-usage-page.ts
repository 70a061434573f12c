import type { UsageFilter, UsageGroup, UsageMeasure, UsageStep } from '@taffrail/contract';
import {
  useIsFetching,
  useQuery,
  useQueryClient,
  type UseQueryResult,
} from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import { useAskAgain } from '../../lib/live/use-ask-again.ts';
import { useAskedDays } from '../../lib/time/asked-days.ts';
import { useUrlState } from '../../lib/url/url-state.ts';
import { useShortcut } from '../../lib/use-shortcut.ts';
import {
  breakdownQuery,
  usageQuery,
  type AskedUsage,
  type ShownBreakdown,
  type ShownUsage,
} from './usage.api.ts';
import {
  defaultGroup,
  defaultMeasure,
  filterFor,
  readUsageFilter,
  UsageSearch,
  writeUsageFilter,
} from './usage-search.ts';
import { usageRanges } from './usage-ranges.ts';

export interface UsagePageState {
  /** As the address has it. */
  readonly range: string;
  readonly asked: AskedUsage;
  readonly measure: UsageMeasure;
  /** Undefined: what suits the range. */
  readonly step: UsageStep | undefined;
  readonly compares: boolean;
  /** Undefined of the default. */
  readonly chooseRange: (range: string | undefined) => void;
  readonly chooseGroup: (group: UsageGroup) => void;
  readonly chooseMeasure: (measure: UsageMeasure) => void;
  readonly chooseStep: (step: UsageStep | undefined) => void;
  readonly compare: (on: boolean) => void;
  readonly filterBy: (filter: UsageFilter) => void;
  /** The parameters of the page with this filter besides. */
  readonly searchWith: (filter: UsageFilter) => Record<string, unknown>;
  readonly usage: UseQueryResult<ShownUsage>;
  readonly breakdown: UseQueryResult<ShownBreakdown>;
  readonly refreshing: boolean;
  readonly refresh: () => void;
}

/** What the address asks for. */
export const useUsagePage = (): UsagePageState => {
  const [search, change] = useUrlState(UsageSearch);
  const client = useQueryClient();
  const written = search.range ?? usageRanges.usual;
  const range = useAskedDays(written, usageRanges);
  const group = search.group ?? defaultGroup;
  const measure = search.metric ?? defaultMeasure;
  const filter = useMemo(() => filterFor(group, readUsageFilter(search.f)), [group, search.f]);
  const asked = useMemo(() => ({ range, group, filter }), [range, group, filter]);

  const compares = search.compare !== 'off';
  const compare = (on: boolean): void => change({ compare: on ? undefined : 'off' });
  useShortcut('c', 'Compare with the period before, or not', () => compare(!compares));
  const refresh = useCallback(
    () => void client.refetchQueries({ queryKey: ['usage'], type: 'active' }),
    [client],
  );
  const usage = useQuery(usageQuery(asked, { step: search.step, measure }));
  const breakdown = useQuery(breakdownQuery(asked));
  useAskAgain(usage);
  useAskAgain(breakdown);
  return {
    range: written,
    asked,
    measure,
    step: search.step,
    compares,
    chooseRange: (next) => change({ range: next, step: undefined }),
    chooseGroup: (next) =>
      change({
        group: next === defaultGroup ? undefined : next,
        f: writeUsageFilter(filterFor(next, filter)),
      }),
    chooseMeasure: (next) => change({ metric: next === defaultMeasure ? undefined : next }),
    chooseStep: (next) => change({ step: next }),
    compare,
    filterBy: (next) => change({ f: writeUsageFilter(next) }),
    searchWith: (added) => ({ ...search, f: writeUsageFilter({ ...filter, ...added }) }),
    usage,
    breakdown,
    refreshing: useIsFetching({ queryKey: ['usage'] }) > 0,
    refresh,
  };
};
