import { mostBeside } from '@taffrail/contract';
import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import type { Providers } from '@taffrail/contract';
import { readFilters, type Filter } from '../../lib/filters.ts';
import { useAskedDays } from '../../lib/time/asked-days.ts';
import { useUrlState, type SearchChange } from '../../lib/url/url-state.ts';
import { useNarrow } from '../../ui/use-media.ts';
import { toProviderQuery, writeFilters } from './filters.ts';
import { defaultGroup, providerRanges, ProvidersSearch, toggleBeside } from './providers-search.ts';
import { providersQuery, type AskedJobs, type AskedProviders } from './providers.api.ts';

export interface ProvidersPageState {
  readonly search: ProvidersSearch;
  /** The range as the address has it. */
  readonly written: string;
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

/** A phone has no room for more. */
const mostBesideNarrow = 2;

/** What the address asks for. */
export const useProvidersPage = (): ProvidersPageState => {
  const [search, change] = useUrlState(ProvidersSearch);
  const written = search.range ?? providerRanges.usual;
  const range = useAskedDays(written, providerRanges);
  const group = search.group ?? defaultGroup;
  const jobs = useMemo(() => ({ ...toProviderQuery(search.f), range }), [search.f, range]);
  const asked = useMemo(() => ({ ...jobs, group }), [jobs, group]);
  const most = useNarrow() ? mostBesideNarrow : mostBeside;
  const beside = useMemo(() => (search.vs ?? []).slice(0, most), [search.vs, most]);
  return {
    search,
    written,
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

export const groupChange = (group: AskedProviders['group']): SearchChange<ProvidersSearch> => ({
  group: group === defaultGroup ? undefined : group,
  peek: undefined,
  vs: undefined,
});

export const filterChange = (filters: readonly Filter[]): SearchChange<ProvidersSearch> => ({
  f: writeFilters(filters),
  peek: undefined,
});
