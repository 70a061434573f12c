import { useIsFetching, useQueryClient } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import { useUrlState, type SearchChange } from '../../lib/url/url-state.ts';
import {
  defaultView,
  inboxFilters,
  InboxSearch,
  readInboxFilters,
  type InboxFilters,
  type InboxView,
} from './inbox-search.ts';

export interface InboxPageState {
  readonly search: InboxSearch;
  readonly view: InboxView;
  readonly filters: InboxFilters;
  readonly refreshing: boolean;
  readonly refresh: () => void;
  readonly change: (patch: SearchChange<InboxSearch>) => void;
  readonly filter: (filters: InboxFilters) => void;
}

/** What the address asks for. */
export const useInboxPage = (): InboxPageState => {
  const [search, change] = useUrlState(InboxSearch);
  const client = useQueryClient();
  const filters = useMemo(() => readInboxFilters(search.f), [search.f]);
  const refresh = useCallback(
    () => void client.refetchQueries({ queryKey: ['inbox'], type: 'active' }),
    [client],
  );
  return {
    search,
    view: search.view ?? defaultView,
    filters,
    refreshing: useIsFetching({ queryKey: ['inbox'] }) > 0,
    refresh,
    change,
    filter: (next) =>
      change({ f: inboxFilters.write({ ...next }), after: undefined, peek: undefined }),
  };
};
