import type { listPipelineRuns, RouteAnswer } from '@taffrail/contract';
import { formatCount, formatLatency } from '../../../lib/format.ts';
import { useCan } from '../../../lib/me.ts';
import { capText, nameOf } from '../../../ui/customer-name.ts';
import { Link } from '../../../ui/link.tsx';
import { traceColumn } from '../../../ui/list/trace-column.tsx';
import { OnCards } from '../../../ui/on-cards.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { StageShapes } from '../../../ui/stage-shapes.tsx';
import type { Column } from '../../../ui/table-columns.ts';
import { RunStatusMark } from '../words/run-status.tsx';

export type ListedRun = RouteAnswer<typeof listPipelineRuns>['items'][number];

const unknown = <span className="text-muted">–</span>;

function Failure({ errorType, errorMessage, failedStages }: ListedRun) {
  if (errorType === null && errorMessage === null && failedStages.length === 0) return unknown;
  return (
    <span className="block min-w-0">
      <span className="break-words">{errorType ?? 'Unknown'}</span>
      {(errorMessage !== null || failedStages.length > 0) && (
        <span className="block text-caption break-words text-muted">
          {failedStages.length > 0 && `in ${failedStages.join(', ')}`}
          {failedStages.length > 0 && errorMessage !== null && ': '}
          {errorMessage !== null && capText(errorMessage, 120)}
        </span>
      )}
    </span>
  );
}

function IncidentLink({ incident }: { incident: NonNullable<ListedRun['incident']> }) {
  const text = `#${incident.number} ${incident.title}`;
  const mayRead = useCan('incidents.read');
  if (!mayRead) return <span title={text}>#{incident.number}</span>;
  return (
    <Link
      to="/admin/incidents/$id"
      params={{ id: incident.id }}
      className="block truncate"
      title={text}
    >
      {text}
    </Link>
  );
}

interface DurationProps {
  durationMs: number | null;
  /** Of those that are shown. */
  longestMs: number;
}

/** How long it took, beside the others. */
function Duration({ durationMs, longestMs }: DurationProps) {
  if (durationMs === null) return unknown;
  const share = longestMs === 0 ? 0 : durationMs / longestMs;
  return (
    <>
      <span>
        <OnCards>took</OnCards>
        {formatLatency(durationMs)}
      </span>
      <span aria-hidden className="mt-0.5 ml-auto flex h-0.5 w-14 justify-end max-sm:hidden">
        <span className="block h-full bg-chart-1" style={{ width: `${share * 100}%` }} />
      </span>
    </>
  );
}

interface RunColumnsOf {
  /** What the configuration calls a pipeline. */
  readonly titleOf: (pipeline: string) => string;
  readonly longestMs: number;
}

export const toRunColumns = ({
  titleOf,
  longestMs,
}: RunColumnsOf): readonly Column<ListedRun>[] => [
  {
    id: 'began',
    title: 'Began',
    priority: 1,
    className: 'whitespace-nowrap',
    cell: (run) => (
      <Link to="/admin/pipeline-runs/$id" params={{ id: run.id }} tabIndex={-1}>
        <RelativeTime at={run.createdAt} />
      </Link>
    ),
  },
  {
    id: 'status',
    title: 'Status',
    priority: 2,
    className: 'whitespace-nowrap',
    cell: (run) => <RunStatusMark of={run} />,
  },
  {
    id: 'pipeline',
    title: 'Pipeline',
    priority: 2,
    className: 'max-w-48',
    cell: ({ pipeline, organization }) => (
      <span className="block min-w-0">
        <span className="break-words" title={pipeline}>
          {titleOf(pipeline)}
        </span>
        {organization && (
          <span className="block truncate text-caption text-muted" title={nameOf(organization)}>
            {nameOf(organization)}
          </span>
        )}
      </span>
    ),
  },
  {
    id: 'stages',
    title: 'Stages',
    priority: 2,
    className: 'min-w-28',
    cell: ({ stages }) => (stages.length === 0 ? unknown : <StageShapes stages={stages} />),
  },
  {
    id: 'incident',
    title: 'Incident',
    priority: 2,
    className: 'max-w-64',
    cell: ({ incident }) => (incident ? <IncidentLink incident={incident} /> : unknown),
  },
  {
    id: 'duration',
    title: 'Duration',
    priority: 2,
    align: 'end',
    className: 'whitespace-nowrap',
    cell: ({ durationMs }) => <Duration durationMs={durationMs} longestMs={longestMs} />,
  },
  {
    id: 'attempt',
    title: 'Attempt',
    priority: 3,
    align: 'end',
    className: 'whitespace-nowrap',
    cell: ({ attempt, maxAttempts }) =>
      maxAttempts === null ? formatCount(attempt) : `${attempt} of ${maxAttempts}`,
  },
  { id: 'error', title: 'Error', priority: 3, className: 'min-w-40', cell: Failure },
  traceColumn,
];
