import type { UseQueryResult } from '@tanstack/react-query';
import { useCallback } from 'react';
import { TopBarSlot } from './page-slots.tsx';
import { RefreshControl, type RefreshControlProps } from './refresh-control.tsx';

interface QueryRefreshProps extends Pick<RefreshControlProps, 'liveTopics' | 'paused'> {
  query: UseQueryResult;
  /** Of a page with more than the query: reads all of it again. */
  refresh?: () => void;
}

/** In the top bar, for a page that one query fills, or fills in the main. */
export function QueryRefresh({ query, refresh, ...props }: QueryRefreshProps) {
  const { data, dataUpdatedAt, isFetching, refetch } = query;
  const refreshQuery = useCallback(() => void refetch(), [refetch]);
  return (
    <TopBarSlot slot="refresh">
      <RefreshControl
        asOf={data === undefined ? undefined : new Date(dataUpdatedAt)}
        refreshing={isFetching}
        onRefresh={refresh ?? refreshQuery}
        {...props}
      />
    </TopBarSlot>
  );
}
