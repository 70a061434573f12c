import { activityKeptDays, type Activity } from '@taffrail/contract';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ColumnMenu } from '../../../ui/column-menu.tsx';
import { LiveList } from '../../../ui/live/list/live-list.tsx';
import { useLiveList } from '../../../ui/live/list/use-live-list.ts';
import { useNarrow } from '../../../ui/use-media.ts';
import { useRowSelection } from '../../../ui/use-row-selection.ts';
import { activitySource } from '../activity.api.ts';
import { defaultRows } from '../activity-search.ts';
import { ActivityDetail } from '../detail/activity-detail.tsx';
import { rowsChange, type ActivityPageState } from '../use-activity-page.ts';
import { activityColumns, cardColumns } from './columns.tsx';
import { EmptyLog } from './empty-log.tsx';
import { SelectedRows } from './selected-rows.tsx';
import { sentenceText } from './sentence.ts';
import { useActivityColumns } from './use-activity-columns.ts';

const kept = {
  things: 'Actions',
  older: 'are kept in the database until they can be archived',
  days: activityKeptDays,
} as const;
const renderDetail = (activity: Activity): ReactNode => <ActivityDetail activity={activity} />;
const rowId = ({ id }: Activity): string => id;

/** The log itself: a page of rows, each of which opens, or the newest of them as they come. */
export function ActivityLog({ page }: { page: ActivityPageState }) {
  const { search, change } = page;
  const rows = useQuery(page.logQuery);
  const histogram = useQuery(page.histogramQuery);
  const list = useLiveList(activitySource, page, { rows, histogram }, 'action');
  const columns = useActivityColumns(page);
  const narrow = useNarrow();
  const selection = useRowSelection(list.items, rowId);
  return (
    <LiveList
      list={list}
      title="Log"
      what="the log"
      actions={
        narrow ? undefined : selection.ids.size > 0 ? (
          <SelectedRows selection={selection} />
        ) : (
          <ColumnMenu columns={activityColumns} chosen={columns.chosen} onChoose={columns.choose} />
        )
      }
      empty={<EmptyLog page={page} />}
      kept={kept}
      table={{
        caption: 'Activity log, newest first',
        columns: narrow ? cardColumns : columns.shown,
        rowName: sentenceText,
        detail: renderDetail,
        selection: narrow ? undefined : selection,
      }}
      rows={search.rows ?? defaultRows}
      onRows={(next) => change(rowsChange(next))}
      onPeek={(peek) => change({ peek })}
    />
  );
}
