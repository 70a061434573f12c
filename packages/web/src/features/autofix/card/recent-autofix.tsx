import { useQuery } from '@tanstack/react-query';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { Link } from '../../../ui/link.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { SkeletonRows } from '../../../ui/skeleton.tsx';
import { FeedRow } from '../feed/feed-row.tsx';
import { recentRunsQuery, recentRunsShown } from './recent-autofix.api.ts';

/** The latest attempts, whatever the range of the page. */
export function RecentAutofix() {
  const query = useQuery(recentRunsQuery);
  return (
    <Panel
      title="Autofix Activity"
      what="the latest attempts to fix"
      // What comes by itself shows in the rows; a bar would blink every few seconds.
      query={{ ...query, isFetching: query.isLoading }}
      flush
      actions={<Link to="/admin/autofix">All attempts</Link>}
      skeleton={<SkeletonRows rows={recentRunsShown} />}
      isEmpty={(runs) => runs.length === 0}
      empty={
        <EmptyState kind="never" title="No attempt of an agent was ever reported.">
          <Link to="/admin/autofix">How attempts are reported</Link>
        </EmptyState>
      }
    >
      {(runs) => (
        <ul>
          {runs.map((run) => (
            <FeedRow key={run.id} run={run} inTabOrder />
          ))}
        </ul>
      )}
    </Panel>
  );
}
