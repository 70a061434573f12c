import type { CheckRun } from '@taffrail/contract';
import { formatLatency } from '../../../lib/format.ts';
import { CopyText } from '../../../ui/copy-text.tsx';
import { Link } from '../../../ui/link.tsx';
import { traceColumn } from '../../../ui/list/trace-column.tsx';
import { OnCards } from '../../../ui/on-cards.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import type { Column } from '../../../ui/table-columns.ts';
import { kindWords } from '../check-words.ts';
import { ResultMark } from '../result-mark.tsx';
import { ValueCell } from '../value-cell.tsx';

export const runColumns: readonly Column<CheckRun>[] = [
  {
    id: 'check',
    title: 'Check',
    priority: 1,
    className: 'min-w-32',
    cell: ({ id, check }) => (
      <span className="block min-w-0">
        <Link
          to="/admin/check-runs/$id"
          params={{ id }}
          tabIndex={-1}
          className="font-medium break-words"
        >
          {check.name}
        </Link>
        {kindWords[check.kind] !== check.name && (
          <span className="block text-caption text-muted">{kindWords[check.kind]}</span>
        )}
      </span>
    ),
  },
  {
    id: 'result',
    title: 'Result',
    priority: 2,
    className: 'whitespace-nowrap',
    cell: ({ result }) => <ResultMark result={result} />,
  },
  {
    id: 'message',
    title: 'Message',
    priority: 2,
    className: 'min-w-48',
    cell: ({ message }) => <span className="break-words">{message}</span>,
  },
  {
    id: 'value',
    title: 'Value',
    priority: 3,
    cell: (run) => <ValueCell kind={run.check.kind} of={run} />,
  },
  {
    id: 'duration',
    title: 'Duration',
    priority: 3,
    align: 'end',
    className: 'whitespace-nowrap',
    cell: ({ durationMs }) => (
      <span>
        <OnCards>took</OnCards>
        {formatLatency(durationMs)}
      </span>
    ),
  },
  {
    id: 'started',
    title: 'Started',
    priority: 2,
    className: 'whitespace-nowrap',
    cell: ({ createdAt }) => <RelativeTime at={createdAt} />,
  },
  {
    id: 'host',
    title: 'Looked from',
    priority: 3,
    cell: ({ host }) => <span className="break-all">{host}</span>,
  },
  traceColumn,
];

/** What the row of a run shows when it is opened. */
export function RunPeek({ run }: { run: CheckRun }) {
  return (
    <div className="flex flex-wrap items-center gap-x-6 gap-y-2 text-compact">
      {run.target !== null && (
        <span className="min-w-0 break-all">
          Looked at <code>{run.target}</code>
        </span>
      )}
      {run.traceId !== null && <CopyText text={run.traceId} what="the trace id" length={20} />}
      <Link to="/admin/check-runs/$id" params={{ id: run.id }}>
        All it saw
      </Link>
    </div>
  );
}
