import type { Activity } from '@taffrail/contract';
import { useMemo } from 'react';
import { usePreferredColumns } from '../../../ui/column-menu.tsx';
import { visibleColumns, type Column } from '../../../ui/table-columns.ts';
import type { ActivityPageState } from '../use-activity-page.ts';
import { activityColumns } from './columns.tsx';

export interface ActivityColumns {
  readonly chosen: readonly string[] | undefined;
  readonly choose: (ids: readonly string[] | undefined) => void;
  /** In view, in order. */
  readonly shown: readonly Column<Activity>[];
}

/** The columns of the view, or else those that the operator prefers. */
export const useActivityColumns = ({ search, change }: ActivityPageState): ActivityColumns => {
  const [preferred, prefer] = usePreferredColumns('activity');
  const ofView = useMemo(() => search.columns?.split(','), [search.columns]);
  const chosen = ofView ?? preferred;
  const shown = useMemo(() => visibleColumns(activityColumns, chosen), [chosen]);
  return {
    chosen,
    choose: ofView ? (ids) => change({ columns: ids?.join() }, { replace: true }) : prefer,
    shown,
  };
};
