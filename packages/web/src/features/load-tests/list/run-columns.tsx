import type { LoadTestRun } from '@taffrail/contract';
import { formatCount, formatDuration, formatLatency, formatRate } from '../../../lib/format.ts';
import { Link } from '../../../ui/link.tsx';
import { OnCards } from '../../../ui/on-cards.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { Status } from '../../../ui/status.tsx';
import type { Column } from '../../../ui/table-columns.ts';
import { AutofixMark } from '../autofix-mark.tsx';
import { actionWords, headlineOf, summaryOf, tailTitle } from '../verdict-words.ts';
import { Verdict } from '../verdict.tsx';

type RunColumn = Column<LoadTestRun>;

const unknown = <span className="text-muted">–</span>;

/** Its row has one place in the tab order, and the way on is in its details, too. */
function RunLink({ run }: { run: LoadTestRun }) {
  return (
    <span className="block min-w-0">
      <Link
        to="/admin/load-tests/$id"
        params={{ id: run.id }}
        tabIndex={-1}
        className="whitespace-nowrap"
      >
        <RelativeTime at={run.createdAt} />
      </Link>
      <span className="block max-w-40 truncate text-caption text-muted" title={run.loadTest.name}>
        {run.loadTest.name}
      </span>
    </span>
  );
}

function Users({ virtualUsers }: LoadTestRun) {
  if (!virtualUsers) return unknown;
  const { count, counted } = virtualUsers;
  return (
    <span title={counted === 'started' ? 'Started one after another' : 'At the same time'}>
      <OnCards>users</OnCards>
      {formatCount(count)}
    </span>
  );
}

/** p97.5 is not p95, and says so. */
function Tail({ tail }: LoadTestRun) {
  if (!tail) return unknown;
  const isOther = tail.percentile !== 95;
  return (
    <span>
      {isOther ? <span className="text-muted">{tailTitle(tail)} </span> : <OnCards>P95</OnCards>}
      {formatLatency(tail.ms)}
    </span>
  );
}

function ErrorRate({ errorRate, failed, requests }: LoadTestRun) {
  if (errorRate === null || failed === null || requests === null) return unknown;
  return (
    <span title={`${formatCount(failed)} of ${formatCount(requests)} requests`}>
      {formatRate(errorRate)} <OnCards>errors</OnCards>
    </span>
  );
}

function ActionRequired(run: LoadTestRun) {
  const words = actionWords(run);
  if (words === 'Yes') return <Status status="warning">Yes</Status>;
  return <span className="text-muted">{words}</span>;
}

/** The columns of seed and health page alike, in one order. */
export const runColumns: readonly RunColumn[] = [
  { id: 'date', title: 'Run date', priority: 1, cell: (run) => <RunLink run={run} /> },
  {
    id: 'verdict',
    title: 'Verdict',
    priority: 2,
    className: 'whitespace-nowrap',
    cell: ({ verdict }) => <Verdict verdict={verdict} />,
  },
  {
    id: 'duration',
    title: 'Duration',
    priority: 3,
    align: 'end',
    className: 'whitespace-nowrap',
    cell: ({ durationMs }) => (durationMs === null ? unknown : <Seconds ms={durationMs} />),
  },
  { id: 'users', title: 'Users', priority: 3, align: 'end', cell: Users },
  {
    id: 'average',
    title: 'Average',
    priority: 3,
    align: 'end',
    className: 'whitespace-nowrap',
    cell: ({ averageMs }) => (averageMs === null ? unknown : formatLatency(averageMs)),
  },
  {
    id: 'tail',
    title: 'P95',
    priority: 2,
    align: 'end',
    className: 'whitespace-nowrap',
    cell: Tail,
  },
  {
    id: 'errors',
    title: 'Error rate',
    priority: 2,
    align: 'end',
    className: 'whitespace-nowrap',
    cell: ErrorRate,
  },
  {
    id: 'summary',
    title: 'Summary',
    priority: 3,
    className: 'min-w-28',
    cell: (run) => (
      <span className="line-clamp-2 max-sm:line-clamp-none" title={summaryOf(run)}>
        {headlineOf(run)}
      </span>
    ),
  },
  {
    id: 'action',
    title: 'Action required',
    priority: 3,
    className: 'whitespace-nowrap',
    cell: ActionRequired,
  },
  {
    id: 'autofix',
    title: 'Autofix',
    priority: 3,
    className: 'whitespace-nowrap',
    cell: AutofixMark,
  },
];

/** Seconds, as far as they are read as such; the exact number is there. */
function Seconds({ ms }: { ms: number }) {
  return <span title={`${(ms / 1_000).toFixed(1)} s`}>{formatDuration(ms)}</span>;
}
