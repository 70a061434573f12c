import { useIsFetching, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { useUrlState, type UrlState } from '../../lib/url/url-state.ts';
import { useFilteredList, type FilteredList } from '../../lib/url/use-filtered-list.ts';
import {
  defaultView,
  inboxFilters,
  InboxSearch,
  type InboxFilters,
  type InboxView,
} from './inbox-search.ts';

export interface InboxPageState extends FilteredList<InboxSearch, InboxFilters> {
  readonly view: InboxView;
  readonly refreshing: boolean;
  readonly refresh: () => void;
  readonly change: UrlState<InboxSearch>[1];
}

/** What the address asks for. */
export const useInboxPage = (): InboxPageState => {
  const [search, change] = useUrlState(InboxSearch);
  const list = useFilteredList([search, change], inboxFilters);
  const client = useQueryClient();
  const refresh = useCallback(
    () => void client.refetchQueries({ queryKey: ['inbox'], type: 'active' }),
    [client],
  );
  return {
    ...list,
    view: search.view ?? defaultView,
    refreshing: useIsFetching({ queryKey: ['inbox'] }) > 0,
    refresh,
    change,
  };
};
