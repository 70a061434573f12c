import { mostBeside, ProviderRange } from '@taffrail/contract';
import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import type { Providers } from '@taffrail/contract';
import { readFilters, type Filter } from '../../lib/filters.ts';
import { useUrlState, type SearchChange } from '../../lib/url/url-state.ts';
import { useShortcut } from '../../lib/use-shortcut.ts';
import { useNarrow } from '../../ui/use-media.ts';
import { toProviderQuery, writeFilters } from './filters.ts';
import { defaultGroup, defaultRange, ProvidersSearch, toggleBeside } from './providers-search.ts';
import { providersQuery, type AskedJobs, type AskedProviders } from './providers.api.ts';

export const rangeTitles = {
  '7d': 'Last 7 days',
  '30d': 'Last 30 days',
  '90d': 'Last 90 days',
  mtd: 'Month to date',
  qtd: 'Quarter to date',
} as const satisfies Record<ProviderRange, string>;

export interface ProvidersPageState {
  readonly search: ProvidersSearch;
  readonly change: (patch: SearchChange<ProvidersSearch>) => void;
  /** Whatever they are grouped by. */
  readonly jobs: AskedJobs;
  readonly asked: AskedProviders;
  readonly filters: readonly Filter[];
  readonly query: UseQueryResult<Providers>;
  /** Ids of those that stand beside each other: there is room for so many. */
  readonly beside: readonly string[];
  readonly toggleBeside: (id: string) => void;
}

const ranges = ProviderRange.options;
/** A phone has no room for more. */
const mostBesideNarrow = 2;

/** What the address asks for. */
export const useProvidersPage = (): ProvidersPageState => {
  const [search, change] = useUrlState(ProvidersSearch);
  const range = search.range ?? defaultRange;
  const group = search.group ?? defaultGroup;
  const jobs = useMemo(() => ({ ...toProviderQuery(search.f), range }), [search.f, range]);
  const asked = useMemo(() => ({ ...jobs, group }), [jobs, group]);
  useShortcut('t', 'Next range', () =>
    change(rangeChange(ranges[(ranges.indexOf(range) + 1) % ranges.length] ?? defaultRange)),
  );
  const most = useNarrow() ? mostBesideNarrow : mostBeside;
  const beside = useMemo(() => (search.vs ?? []).slice(0, most), [search.vs, most]);
  return {
    search,
    change,
    jobs,
    asked,
    filters: useMemo(() => readFilters(search.f), [search.f]),
    query: useQuery(providersQuery(asked)),
    beside,
    toggleBeside: useCallback(
      (id) => change({ vs: toggleBeside(beside, id, most) }),
      [change, beside, most],
    ),
  };
};

/** Of a range; the default is not written. */
export const rangeChange = (range: ProviderRange): SearchChange<ProvidersSearch> => ({
  range: range === defaultRange ? undefined : range,
});

export const groupChange = (group: AskedProviders['group']): SearchChange<ProvidersSearch> => ({
  group: group === defaultGroup ? undefined : group,
  peek: undefined,
  vs: undefined,
});

export const filterChange = (filters: readonly Filter[]): SearchChange<ProvidersSearch> => ({
  f: writeFilters(filters),
  peek: undefined,
});
