import type { HeartbeatPing } from '@taffrail/contract';
import { useQuery } from '@tanstack/react-query';
import { formatDuration } from '../../../lib/format.ts';
import { ErrorState } from '../../../ui/error-state.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { SkeletonRows } from '../../../ui/skeleton.tsx';
import { SmallRow, SmallTable } from '../../../ui/small-table.tsx';
import { Status } from '../../../ui/status.tsx';
import { pingLooks } from '../check-words.ts';
import { pingsQuery } from '../checks.api.ts';

const columns = [
  { title: 'When', className: 'py-1 text-left' },
  { title: 'Said', className: 'px-3 py-1 text-left' },
  { title: 'Took', className: 'px-3 py-1 text-right' },
  { title: 'With', className: 'py-1 text-left max-sm:hidden' },
] as const;

/** What it said last, and what came along. */
export function Pings({ checkId }: { checkId: string }) {
  const { data, error, isFetching, refetch } = useQuery(pingsQuery(checkId));
  if (!data)
    return error ? (
      <ErrorState
        error={error}
        what="the pings"
        onRetry={() => void refetch()}
        retrying={isFetching}
      />
    ) : (
      <SkeletonRows rows={3} />
    );
  if (data.items.length === 0)
    return <p className="text-compact text-muted">It has never pinged.</p>;
  return (
    <SmallTable caption="Its latest pings, newest first" columns={columns}>
      {data.items.map((ping) => (
        <PingRow key={ping.id} ping={ping} />
      ))}
    </SmallTable>
  );
}

function PingRow({ ping }: { ping: HeartbeatPing }) {
  const { status, word } = pingLooks[ping.kind];
  return (
    <SmallRow className="align-top">
      <th scope="row" className="py-2 text-left font-normal whitespace-nowrap">
        <RelativeTime at={ping.at} />
      </th>
      <td className="px-3 py-2 whitespace-nowrap">
        <Status status={status}>{word}</Status>
        {ping.exitStatus !== null && ping.exitStatus !== 0 && (
          <span className="block text-caption text-muted">exit status {ping.exitStatus}</span>
        )}
      </td>
      <td className="px-3 py-2 text-right whitespace-nowrap tabular-nums">
        {ping.durationMs === null ? '–' : formatDuration(ping.durationMs)}
      </td>
      <td className="py-2 max-sm:hidden">
        <Body ping={ping} />
      </td>
    </SmallRow>
  );
}

/** Foreign text, as text. */
function Body({ ping: { body, bodyIsCut } }: { ping: HeartbeatPing }) {
  if (body === '') return <span className="text-muted">–</span>;
  return (
    <details>
      <summary className="min-h-6 text-muted">{body.slice(0, 60)}</summary>
      <pre className="mt-1 max-h-60 overflow-auto font-mono text-caption break-all whitespace-pre-wrap">
        {body}
      </pre>
      {bodyIsCut && <p className="text-caption text-muted">The first 10 kB are kept.</p>}
    </details>
  );
}
