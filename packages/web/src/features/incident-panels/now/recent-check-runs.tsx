import type { DashboardIncidents, RecentCheckRun } from '@taffrail/contract';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { Link } from '../../../ui/link.tsx';
import { Panel, type PanelQuery } from '../../../ui/panel.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { SkeletonRows } from '../../../ui/skeleton.tsx';
import { Status, StatusIcon } from '../../../ui/status.tsx';
import { checkLooks } from './check-looks.ts';
import { groupByCheck } from './group-by-check.ts';

/** The last ten runs, a line for each check: its latest result, and a strip of those before. */
export function RecentCheckRuns({ query }: { query: PanelQuery<DashboardIncidents> }) {
  return (
    <Panel
      title="Recent check runs"
      query={query}
      skeleton={<SkeletonRows rows={4} />}
      actions={<Link to="/admin/check-runs">All checks</Link>}
      isEmpty={({ checkRuns }) => checkRuns.length === 0}
      empty={<EmptyState kind="never" title="No check has run yet." />}
    >
      {({ checkRuns }) => (
        <ul>
          {groupByCheck(checkRuns).map(({ checkId, name, runs, latest }) => (
            <li
              key={checkId}
              className="grid min-h-(--row) grid-cols-[minmax(0,1fr)_auto] items-center gap-x-3 border-t border-line py-1.5 text-compact first:border-t-0"
            >
              <div className="min-w-0">
                <p className="flex flex-wrap items-center gap-x-2">
                  <span className="font-medium break-words">{name}</span>
                  <Status status={checkLooks[latest.result].status}>
                    {checkLooks[latest.result].word}
                  </Status>
                </p>
                {latest.result !== 'ok' && (
                  <p className="truncate text-muted" title={latest.message}>
                    {latest.message}
                  </p>
                )}
              </div>
              <div className="flex items-center gap-3">
                <Strip name={name} runs={runs} />
                <RelativeTime
                  at={latest.at}
                  className="w-20 text-right text-muted max-sm:sr-only"
                />
              </div>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

/** Oldest first, as time goes; each a shape with its word, and a link to the run. */
function Strip({ name, runs }: { name: string; runs: readonly RecentCheckRun[] }) {
  return (
    <ol className="flex" aria-label={`Runs of ${name}, oldest first`}>
      {runs.map(({ id, result }) => (
        <li key={id}>
          <Link
            to="/admin/check-runs/$id"
            params={{ id }}
            title={checkLooks[result].word}
            className="inline-flex size-6 items-center justify-center rounded-badge hover:bg-sunken coarse:size-8"
          >
            <StatusIcon status={checkLooks[result].status} />
            <span className="sr-only">{checkLooks[result].word}</span>
          </Link>
        </li>
      ))}
    </ol>
  );
}
