import type { WatchedCheck } from '@taffrail/contract';
import { Definition } from '../../../ui/definition.tsx';
import { Link } from '../../../ui/link.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { Badge } from '../../../ui/status.tsx';
import type { Column } from '../../../ui/table-columns.ts';
import { kindWords, sayFailures, sayShare } from '../check-words.ts';
import { writeRunFilters } from '../checks-search.ts';
import { ResultMark } from '../result-mark.tsx';
import { Strip } from '../strip.tsx';
import { ValueCell } from '../value-cell.tsx';

const unknown = <span className="text-muted">–</span>;

function Name({ check }: { check: WatchedCheck }) {
  const latest = check.strip.at(-1);
  return (
    <span className="block min-w-0">
      <span className="flex flex-wrap items-center gap-x-2">
        {latest ? (
          <Link
            to="/admin/check-runs/$id"
            params={{ id: latest.id }}
            tabIndex={-1}
            className="font-medium break-words"
          >
            {check.name}
          </Link>
        ) : (
          <span className="font-medium break-words">{check.name}</span>
        )}
        {check.isFlapping && <Badge status="warning">Flapping</Badge>}
      </span>
      {kindWords[check.kind] !== check.name && (
        <span className="block text-caption text-muted">{kindWords[check.kind]}</span>
      )}
    </span>
  );
}

export const checkColumns: readonly Column<WatchedCheck>[] = [
  {
    id: 'check',
    title: 'Check',
    priority: 1,
    className: 'min-w-32',
    cell: (check) => <Name check={check} />,
  },
  {
    id: 'result',
    title: 'Result',
    priority: 2,
    className: 'whitespace-nowrap',
    cell: ({ result, resultSince, isEnabled }) => (
      <>
        <ResultMark result={isEnabled ? result : null} />
        {resultSince !== null && isEnabled && (
          <span className="block text-caption text-muted">
            since <RelativeTime at={resultSince} />
          </span>
        )}
      </>
    ),
  },
  {
    id: 'strip',
    title: 'Last 20',
    priority: 2,
    cell: ({ id, name, strip }) =>
      strip.length === 0 ? (
        unknown
      ) : (
        <Link
          to="/admin/check-runs"
          search={{ f: writeRunFilters({ checkId: id }), range: '90d' }}
          aria-label={`Runs of ${name}`}
          tabIndex={-1}
          className="block w-fit"
        >
          <Strip cells={strip} />
        </Link>
      ),
  },
  {
    id: 'message',
    title: 'Message',
    priority: 2,
    className: 'min-w-40',
    cell: ({ strip }) => <span className="break-words">{strip.at(-1)?.message ?? '–'}</span>,
  },
  {
    id: 'value',
    title: 'Value',
    priority: 3,
    cell: ({ kind, latest }) => (latest ? <ValueCell kind={kind} of={latest} /> : unknown),
  },
  {
    id: 'failures',
    title: 'Failed, 7 d',
    priority: 3,
    align: 'end',
    className: 'whitespace-nowrap',
    cell: ({ healthy7d }) => sayFailures(healthy7d),
  },
  {
    id: 'uptime',
    title: 'Up, 30 d',
    priority: 3,
    align: 'end',
    className: 'whitespace-nowrap',
    cell: ({ uptime }) => sayShare(uptime['30d']),
  },
];

const spans = ['24h', '7d', '30d', '90d'] as const;
const spanWords = {
  '24h': '24 hours',
  '7d': '7 days',
  '30d': '30 days',
  '90d': '90 days',
} as const;

/** How much of the time something was up, with what that is of. */
export function Uptime({ uptime }: Pick<WatchedCheck, 'uptime'>) {
  return (
    <dl className="flex flex-wrap gap-x-8 gap-y-2 text-compact">
      {spans.map((span) => (
        <div key={span}>
          <dt className="flex min-h-6 items-center text-muted">
            Up, {spanWords[span]}
            {span === '24h' && <Definition metric="check_uptime" />}
          </dt>
          <dd data-numeric>{sayShare(uptime[span])}</dd>
        </div>
      ))}
    </dl>
  );
}
