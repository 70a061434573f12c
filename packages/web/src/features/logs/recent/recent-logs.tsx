import type { SystemLog } from '@taffrail/contract';
import { useQuery } from '@tanstack/react-query';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { SkeletonRows } from '../../../ui/skeleton.tsx';
import { Status } from '../../../ui/status.tsx';
import { recentLogsQuery, recentLogsShown } from './recent-logs.api.ts';

const levelWords = { error: 'Error', warning: 'Warning', info: 'Info' } as const;

/** What the product logged last, whatever the range of the page. */
export function RecentLogs() {
  const query = useQuery(recentLogsQuery);
  return (
    <Panel
      title="Recent system health logs"
      // What comes by itself shows in the rows; a bar would blink every few seconds.
      query={{ ...query, isFetching: query.isLoading }}
      flush
      skeleton={<SkeletonRows rows={recentLogsShown} />}
      isEmpty={(logs) => logs.length === 0}
      empty={
        <EmptyState kind="never" title="The product logged nothing in the last 90 days.">
          <code>taffrail.log()</code> of the SDK sends errors, warnings and infos.
        </EmptyState>
      }
    >
      {(logs) => <Logs logs={logs} />}
    </Panel>
  );
}

function Logs({ logs }: { logs: readonly SystemLog[] }) {
  return (
    <table className="w-full table-fixed text-left text-compact">
      <caption className="sr-only">The last {logs.length} logs</caption>
      <thead className="text-muted">
        <tr className="h-8">
          <th scope="col" className="w-28 pl-4 font-medium">
            Type
          </th>
          <th scope="col" className="font-medium">
            Message
          </th>
          <th scope="col" className="w-1/4 px-4 font-medium max-sm:hidden">
            Source
          </th>
          <th scope="col" className="w-28 pr-4 text-right font-medium">
            Created at
          </th>
        </tr>
      </thead>
      <tbody>
        {logs.map((log) => (
          <tr key={log.id} className="border-t border-line align-top">
            <td className="py-2 pl-4">
              <Status status={log.level}>{levelWords[log.level]}</Status>
            </td>
            <th scope="row" className="py-2 font-normal">
              <span className="line-clamp-2 break-words" title={log.message}>
                {log.message}
              </span>
              <span className="block truncate text-muted sm:hidden">{log.source}</span>
            </th>
            <td className="truncate px-4 py-2 text-muted max-sm:hidden" title={log.source}>
              {log.source}
            </td>
            <td className="py-2 pr-4 text-right whitespace-nowrap text-muted">
              <RelativeTime at={log.createdAt} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
