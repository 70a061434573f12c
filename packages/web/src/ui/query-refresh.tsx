import type { UseQueryResult } from '@tanstack/react-query';
import { useCallback } from 'react';
import { TopBarSlot } from './page-slots.tsx';
import { RefreshControl, type RefreshControlProps } from './refresh-control.tsx';

interface QueryRefreshProps extends Pick<RefreshControlProps, 'liveTopics' | 'paused'> {
  query: UseQueryResult;
}

/** In the top bar, for a page that one query fills. */
export function QueryRefresh({ query, ...props }: QueryRefreshProps) {
  const { data, dataUpdatedAt, isFetching, refetch } = query;
  const refresh = useCallback(() => void refetch(), [refetch]);
  return (
    <TopBarSlot slot="refresh">
      <RefreshControl
        asOf={data === undefined ? undefined : new Date(dataUpdatedAt)}
        refreshing={isFetching}
        onRefresh={refresh}
        {...props}
      />
    </TopBarSlot>
  );
}
