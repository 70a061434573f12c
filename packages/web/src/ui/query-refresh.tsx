import type { UseQueryResult } from '@tanstack/react-query';
import { useCallback } from 'react';
import { TopBarSlot } from './page-slots.tsx';
import { RefreshControl } from './refresh-control.tsx';

/** In the top bar, for a page that one query fills. */
export function QueryRefresh({ query }: { query: UseQueryResult }) {
  const { data, dataUpdatedAt, isFetching, refetch } = query;
  const refresh = useCallback(() => void refetch(), [refetch]);
  return (
    <TopBarSlot slot="refresh">
      <RefreshControl
        asOf={data === undefined ? undefined : new Date(dataUpdatedAt)}
        refreshing={isFetching}
        onRefresh={refresh}
      />
    </TopBarSlot>
  );
}
