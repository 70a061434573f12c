import { activityKeptDays, organizationDimension, type SearchTrends } from '@taffrail/contract';
import { writeFilter } from '../../lib/filters.ts';
import { useCan } from '../../lib/me.ts';
import { Link } from '../../ui/link.tsx';
import { PanelFrame } from '../../ui/panel.tsx';

interface RowsProps {
  trends: SearchTrends;
}

/** The log is searched for what its metadata says, as it was written. */
const filtersOf = ({ filters }: SearchTrends): string[] =>
  filters.map(({ dimension, value, label }) =>
    dimension === organizationDimension
      ? writeFilter({ field: 'organizationId', op: 'in', values: [value] })
      : writeFilter({ field: 'metadata', op: 'in', values: [`${dimension}=${label}`] }),
  );

/** The way from the figures to the actions that they count, as long as those are kept. */
export function Rows({ trends }: RowsProps) {
  const mayReadLog = useCan('activity.read');
  if (!mayReadLog) return null;
  const { searches, results, conversions } = trends.counted;
  const kinds = [
    ['Searches', searches],
    ['Results', results],
    ['Conversions', conversions],
  ] as const;
  const hasWords = trends.filters.some(({ dimension }) => dimension !== organizationDimension);
  return (
    <div id="rows" className="scroll-mt-(--top-bar)">
      <PanelFrame title="Rows behind the figures">
        <ul className="grid gap-1">
          {kinds.map(([title, actions]) => (
            <li key={title} className="flex flex-wrap items-baseline gap-x-2">
              <Link
                to="/admin/activity"
                search={{
                  range: `${trends.range.from}..${trends.range.to}`,
                  f: [
                    writeFilter({ field: 'action', op: 'in', values: actions }),
                    ...filtersOf(trends),
                  ],
                }}
              >
                {title} in the activity log
              </Link>
              <code className="font-mono text-caption break-all text-muted">
                {actions.join(', ')}
              </code>
            </li>
          ))}
        </ul>
        <p className="mt-2 text-compact text-muted">
          Single actions are kept for {activityKeptDays} days; the figures are kept for ever.
          {hasWords &&
            ' The log is searched for a term as it was first written: other spellings that count here are not among its rows.'}
        </p>
      </PanelFrame>
    </div>
  );
}
