import type { SystemLog } from '@taffrail/contract';
import { useQuery } from '@tanstack/react-query';
import { searchOfEvent } from '../../../lib/url/event-links.ts';
import { Link } from '../../../ui/link.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { SkeletonRows } from '../../../ui/skeleton.tsx';
import { SmallRow, SmallTable } from '../../../ui/small-table.tsx';
import { Status } from '../../../ui/status.tsx';
import { levelWords } from '../level-words.ts';
import { NoLogYet } from '../no-log-yet.tsx';
import { recentLogsQuery, recentLogsShown } from './recent-logs.api.ts';

/** What was logged last, whatever the range of the page. */
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
      actions={<Link to="/admin/logs">All logs</Link>}
      empty={<NoLogYet />}
    >
      {(logs) => <Logs logs={logs} />}
    </Panel>
  );
}

const columns = [
  { title: 'Type', className: 'w-28 pl-4' },
  { title: 'Message' },
  { title: 'Source', className: 'w-1/4 px-4 max-sm:hidden' },
  { title: 'Created at', className: 'w-28 pr-4 text-right' },
];

function Logs({ logs }: { logs: readonly SystemLog[] }) {
  return (
    <SmallTable
      caption={`The last ${logs.length} logs`}
      columns={columns}
      className="table-fixed text-left"
    >
      {logs.map((log) => (
        <SmallRow key={log.id} className="align-top">
          <td className="py-2 pl-4">
            <Status status={log.level}>{levelWords[log.level]}</Status>
          </td>
          <th scope="row" className="py-2 font-normal">
            <LinkToLog log={log} />
            <span className="block truncate text-muted sm:hidden">{log.source}</span>
          </th>
          <td className="truncate px-4 py-2 text-muted max-sm:hidden" title={log.source}>
            {log.source}
          </td>
          <td className="py-2 pr-4 text-right whitespace-nowrap text-muted">
            <RelativeTime at={log.createdAt} />
          </td>
        </SmallRow>
      ))}
    </SmallTable>
  );
}

const message = 'line-clamp-2 break-words text-text no-underline hover:underline';

/** An error leads to all of its kind, anything else to itself among the others. */
function LinkToLog({ log }: { log: SystemLog }) {
  const { fingerprint } = log;
  if (fingerprint === null)
    return (
      <Link to="/admin/logs" search={searchOfEvent(log)} className={message} title={log.message}>
        {log.message}
      </Link>
    );
  return (
    <Link
      to="/admin/logs/groups/$fingerprint"
      params={{ fingerprint }}
      className={message}
      title={log.message}
    >
      {log.message}
    </Link>
  );
}
