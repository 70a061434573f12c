import { useIsFetching, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { useListOverTime, type ListOverTime } from '../../lib/url/use-list-over-time.ts';
import { useUrlState } from '../../lib/url/url-state.ts';
import {
  autofixFilters,
  AutofixSearch,
  defaultRange,
  type AutofixFilters,
} from './autofix-search.ts';

export interface AutofixPageState extends ListOverTime<AutofixSearch, AutofixFilters> {
  readonly refreshing: boolean;
  readonly refresh: () => void;
}

/** What the address asks for. */
export const useAutofixPage = (): AutofixPageState => {
  const list = useListOverTime(useUrlState(AutofixSearch), autofixFilters, defaultRange);
  const client = useQueryClient();
  const refresh = useCallback(
    () => void client.refetchQueries({ queryKey: ['autofix'], type: 'active' }),
    [client],
  );
  return { ...list, refreshing: useIsFetching({ queryKey: ['autofix'] }) > 0, refresh };
};
