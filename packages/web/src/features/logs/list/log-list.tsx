import { logKeptDays, type SystemLog } from '@taffrail/contract';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { LiveList } from '../../../ui/live/list/live-list.tsx';
import { useLiveList } from '../../../ui/live/list/use-live-list.ts';
import { LogDetail } from '../detail/log-detail.tsx';
import { logSource } from '../logs.api.ts';
import { defaultRows } from '../logs-search.ts';
import { rowsChange, type LogsPageState } from '../use-logs-page.ts';
import { EmptyLogs } from './empty-logs.tsx';
import { logColumns, logName } from './log-columns.tsx';

const kept = { things: 'Logs', older: 'are gone', days: logKeptDays } as const;
const renderDetail = (log: SystemLog): ReactNode => <LogDetail log={log} />;
const table = {
  caption: 'Logs, newest first',
  columns: logColumns,
  rowName: logName,
  detail: renderDetail,
};

/** A page of logs, each of which opens, or the newest of them as they come. */
export function LogList({ page }: { page: LogsPageState }) {
  const { search, change } = page;
  const rows = useQuery(page.logQuery);
  const histogram = useQuery(page.histogramQuery);
  const list = useLiveList(logSource, page, { rows, histogram }, 'log');
  return (
    <LiveList
      list={list}
      title="Log"
      titleHidden
      what="the logs"
      empty={<EmptyLogs page={page} />}
      kept={kept}
      table={table}
      rows={search.rows ?? defaultRows}
      onRows={(next) => change(rowsChange(next))}
      onPeek={(peek) => change({ peek })}
    />
  );
}
