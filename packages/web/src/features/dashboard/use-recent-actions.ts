import type { Activity } from '@taffrail/contract';
import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import type { RefreshedBy } from '../../ui/use-auto-refresh.ts';
import { recentActionsQuery } from './dashboard.api.ts';

export interface RecentActionsState {
  readonly query: UseQueryResult<readonly Activity[]>;
  /** What is in view: rows do not move unless the operator wants them to. */
  readonly rows: readonly Activity[] | undefined;
  /** Of the latest, those that are not in view. */
  readonly newCount: number;
  /** Takes the latest into view. */
  readonly show: () => void;
  readonly refresh: (by: RefreshedBy) => void;
}

export const useRecentActions = (enabled: boolean): RecentActionsState => {
  const query = useQuery({ ...recentActionsQuery, enabled });
  const { data, refetch } = query;
  const [held, hold] = useState<readonly Activity[]>();
  // Where nothing is in view, nothing moves.
  const rows = held && held.length > 0 ? held : data;
  if (rows !== held) hold(rows);
  const inView = new Set(rows?.map(({ id }) => id));
  const refresh = useCallback(
    async (by: RefreshedBy) => {
      const { data: latest } = await refetch();
      if (by === 'hand' && latest) hold(latest);
    },
    [refetch],
  );
  return {
    query,
    rows,
    newCount: data?.filter(({ id }) => !inView.has(id)).length ?? 0,
    show: () => hold(data),
    refresh: useCallback((by) => void refresh(by), [refresh]),
  };
};
