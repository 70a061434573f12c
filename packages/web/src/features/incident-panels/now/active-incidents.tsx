import type { DashboardIncidents } from '@taffrail/contract';
import { formatCount, plural } from '../../../lib/format.ts';
import { Link } from '../../../ui/link.tsx';
import { Panel, type PanelQuery } from '../../../ui/panel.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { SeverityCounts } from '../../../ui/severity-counts.tsx';
import { Skeleton } from '../../../ui/skeleton.tsx';
import { StatusIcon } from '../../../ui/status.tsx';

/** How many there are of each severity, each number a link to them. */
export function ActiveIncidents({ query }: { query: PanelQuery<DashboardIncidents> }) {
  return (
    <Panel
      title="Active incidents"
      query={query}
      skeleton={<Skeleton className="h-18" />}
      actions={<Link to="/admin/incidents">All incidents</Link>}
    >
      {(shown) => <Counts shown={shown} />}
    </Panel>
  );
}

function Counts({
  shown: { active, unacknowledged, lastResolvedAt },
}: {
  shown: DashboardIncidents;
}) {
  const total = active.critical + active.warning + active.info;
  return (
    <>
      <SeverityCounts counts={active} />
      <p className="mt-2 flex flex-wrap items-center gap-x-1.5 text-compact text-muted">
        {total === 0 ? (
          <>
            <StatusIcon status="ok" />
            No active incidents.
            {lastResolvedAt && (
              <span>
                Last one resolved <RelativeTime at={lastResolvedAt} />.
              </span>
            )}
          </>
        ) : unacknowledged === 0 ? (
          `All ${total === 1 ? 'of it' : formatCount(total)} acknowledged.`
        ) : (
          `${plural(unacknowledged, 'incident')} not acknowledged yet.`
        )}
      </p>
    </>
  );
}
