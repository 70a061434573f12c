import type { AnalysisRun } from '@taffrail/contract';
import { formatCount, formatLatency, formatUsd } from '../../lib/format.ts';
import { capText } from '../../ui/customer-name.ts';
import { Link } from '../../ui/link.tsx';
import { traceColumn } from '../../ui/list/trace-column.tsx';
import { OnCards } from '../../ui/on-cards.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import type { Column } from '../../ui/table-columns.ts';
import { AnalysisStatusMark, nameOfProvider, purposeWords, RatingMark } from './analysis-words.tsx';

const unknown = <span className="text-muted">–</span>;

/** Its beginning and what it is of, with what it comes to in two lines. */
function Started({ run }: { run: AnalysisRun }) {
  const said = run.status === 'failed' ? (run.errorMessage ?? run.errorType) : run.summary;
  return (
    <span className="block min-w-0">
      <Link to="/admin/analysis-runs/$id" params={{ id: run.id }} data-row-primary>
        <RelativeTime at={run.createdAt} />
      </Link>
      {typeof run.alert?.name === 'string' && (
        <span className="block break-words">{capText(run.alert.name, 60)}</span>
      )}
      {said !== null && (
        <span
          title={said}
          className="line-clamp-2 text-caption font-normal break-words whitespace-normal text-muted"
        >
          {capText(said, 200)}
        </span>
      )}
    </span>
  );
}

export const nameOfAnalysis = (run: AnalysisRun): string =>
  `${purposeWords[run.purpose]} of ${run.createdAt.slice(0, 16).replace('T', ' ')}`;

export const analysisColumns: readonly Column<AnalysisRun>[] = [
  {
    id: 'started',
    title: 'Started',
    priority: 1,
    className: 'min-w-64',
    cell: (run) => <Started run={run} />,
  },
  {
    id: 'status',
    title: 'Status',
    priority: 2,
    className: 'whitespace-nowrap',
    cell: (run) => <AnalysisStatusMark of={run} />,
  },
  {
    id: 'provider',
    title: 'Provider',
    priority: 2,
    cell: ({ provider, model }) => (
      <span>
        {nameOfProvider(provider)}
        {model !== null && <span className="block text-caption break-all text-muted">{model}</span>}
      </span>
    ),
  },
  {
    id: 'purpose',
    title: 'Purpose',
    priority: 2,
    cell: ({ purpose }) => purposeWords[purpose],
  },
  {
    id: 'tokens',
    title: 'Tokens in/out',
    priority: 3,
    align: 'end',
    className: 'whitespace-nowrap',
    cell: ({ inputTokens, outputTokens }) =>
      `${formatCount(inputTokens)} / ${formatCount(outputTokens)}`,
  },
  {
    id: 'cost',
    title: 'Cost',
    priority: 3,
    align: 'end',
    className: 'whitespace-nowrap',
    cell: ({ costUsd }) => <span title={`$${costUsd}`}>{formatUsd(Number(costUsd))}</span>,
  },
  {
    id: 'latency',
    title: 'Latency',
    priority: 2,
    align: 'end',
    className: 'whitespace-nowrap',
    cell: ({ latencyMs }) => (
      <span>
        <OnCards>took</OnCards>
        {formatLatency(latencyMs)}
      </span>
    ),
  },
  {
    id: 'rating',
    title: 'Rating',
    priority: 3,
    cell: ({ rating }) => <RatingMark rating={rating} />,
  },
  {
    id: 'incident',
    title: 'Incident',
    priority: 2,
    cell: ({ incident }) =>
      incident === null ? (
        unknown
      ) : (
        <Link
          to="/admin/incidents/$id"
          params={{ id: incident.id }}
          {...(incident.title !== null && { title: incident.title })}
        >
          {incident.number === null ? 'Incident' : `#${incident.number}`}
        </Link>
      ),
  },
  traceColumn,
];
