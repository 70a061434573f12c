import { useIsFetching, useQueryClient } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import { useTimeZone } from '../../lib/time/time-zone.ts';
import { useUrlState } from '../../lib/url/url-state.ts';
import {
  AutofixSearch,
  defaultRange,
  readAutofixFilters,
  withFilters,
  type AutofixFilters,
} from './autofix-search.ts';
import type { Asked } from './autofix.api.ts';

export interface AutofixPageState {
  readonly search: AutofixSearch;
  readonly range: string;
  readonly filters: AutofixFilters;
  readonly asked: Asked;
  readonly refreshing: boolean;
  readonly refresh: () => void;
  readonly filter: (change: AutofixFilters) => void;
  readonly move: (range: string) => void;
  readonly setTz: (tz: AutofixSearch['tz']) => void;
}

/** What the address asks for. */
export const useAutofixPage = (): AutofixPageState => {
  const [search, change] = useUrlState(AutofixSearch);
  const timeZone = useTimeZone();
  const client = useQueryClient();
  const range = search.range ?? defaultRange;
  const filters = useMemo(() => readAutofixFilters(search.f), [search.f]);
  const asked = useMemo(() => ({ filters, range, timeZone }), [filters, range, timeZone]);
  const refresh = useCallback(
    () => void client.refetchQueries({ queryKey: ['autofix'], type: 'active' }),
    [client],
  );
  return {
    search,
    range,
    filters,
    asked,
    refreshing: useIsFetching({ queryKey: ['autofix'] }) > 0,
    refresh,
    filter: (next) => change(withFilters(search, next)),
    move: (next) => change({ range: next === defaultRange ? undefined : next, after: undefined }),
    setTz: (tz) => change({ tz }),
  };
};
