import type { ListedExecution } from '@taffrail/contract';
import { formatLatency } from '../../../lib/format.ts';
import { capText } from '../../../ui/customer-name.ts';
import { Link } from '../../../ui/link.tsx';
import { traceColumn } from '../../../ui/list/trace-column.tsx';
import { OnCards } from '../../../ui/on-cards.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import type { Column } from '../../../ui/table-columns.ts';
import { RunStatusMark } from '../words/run-status.tsx';
import { reasonWords } from '../../../ui/run-looks.ts';

const unknown = <span className="text-muted">–</span>;

function Why({ errorType, errorMessage, reason }: ListedExecution) {
  if (reason !== null) return <span className="text-muted">{reasonWords[reason]}</span>;
  if (errorType === null && errorMessage === null) return unknown;
  return (
    <span className="block min-w-0">
      <span className="break-words">{errorType ?? 'Unknown'}</span>
      {errorMessage !== null && (
        <span className="block text-caption break-words text-muted">
          {capText(errorMessage, 120)}
        </span>
      )}
    </span>
  );
}

/** @param titleOf what the configuration calls a pipeline */
export const toExecutionColumns = (
  titleOf: (pipeline: string) => string,
): readonly Column<ListedExecution>[] => [
  {
    id: 'began',
    title: 'Began',
    priority: 1,
    className: 'whitespace-nowrap',
    cell: ({ runId, id, createdAt }) => (
      <Link to="/admin/stage-executions/$runId/$id" params={{ runId, id }} data-row-primary>
        <RelativeTime at={createdAt} />
      </Link>
    ),
  },
  {
    id: 'status',
    title: 'Status',
    priority: 2,
    className: 'whitespace-nowrap',
    cell: (execution) => <RunStatusMark of={execution} />,
  },
  {
    id: 'stage',
    title: 'Stage',
    priority: 2,
    cell: ({ pipeline, stage }) => (
      <span className="break-words">
        {stage} <span className="text-caption text-muted sm:block">{titleOf(pipeline)}</span>
      </span>
    ),
  },
  {
    id: 'attempt',
    title: 'Attempt',
    priority: 3,
    align: 'end',
    cell: ({ attempt }) => attempt,
  },
  {
    id: 'duration',
    title: 'Duration',
    priority: 2,
    align: 'end',
    className: 'whitespace-nowrap',
    cell: ({ durationMs }) => (
      <span>
        <OnCards>took</OnCards>
        {durationMs === null ? unknown : formatLatency(durationMs)}
      </span>
    ),
  },
  { id: 'error', title: 'Error', priority: 3, className: 'min-w-40', cell: Why },
  {
    id: 'run',
    title: 'Run',
    priority: 3,
    className: 'whitespace-nowrap',
    cell: ({ runId }) => (
      <Link to="/admin/pipeline-runs/$id" params={{ id: runId }}>
        Run
      </Link>
    ),
  },
  traceColumn,
];
