import type { Severity } from '@taffrail/contract';
import { writeFilter } from '../lib/filters.ts';
import { formatCount } from '../lib/format.ts';
import { Link } from './link.tsx';
import { severityLooks, SeverityMark } from './severity.tsx';

const severities = ['critical', 'warning', 'info'] as const satisfies readonly Severity[];

/** How many incidents there are of each severity, each number a link to them. */
export function SeverityCounts({ counts }: { counts: Readonly<Record<Severity, number>> }) {
  return (
    <ul className="grid grid-cols-3 gap-2">
      {severities.map((severity) => (
        <li key={severity}>
          <Link
            to="/admin/incidents"
            search={{ f: [writeFilter({ field: 'severity', op: 'in', values: [severity] })] }}
            activeOptions={{ exact: true }}
            className="group block rounded-control text-text no-underline hover:no-underline"
          >
            <span className="block text-kpi group-hover:underline" data-numeric>
              {formatCount(counts[severity])}
            </span>
            {counts[severity] === 0 ? (
              <span className="text-compact text-muted">{severityLooks[severity].word}</span>
            ) : (
              <SeverityMark severity={severity} />
            )}
          </Link>
        </li>
      ))}
    </ul>
  );
}
