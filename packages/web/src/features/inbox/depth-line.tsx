import type { InboxDepth } from '@taffrail/contract';
import type { ReactNode } from 'react';
import { plural } from '../../lib/format.ts';
import type { PanelQuery } from '../../ui/panel.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { Status } from '../../ui/status.tsx';

/** How much lies unread, and for how long. */
export function DepthLine({ query: { data, error } }: { query: PanelQuery<InboxDepth> }) {
  if (!data && !error) return <Skeleton className="mb-3 h-5 w-80 max-w-full" />;
  return (
    <p className="mb-3 flex min-h-5 flex-wrap items-center gap-x-4 gap-y-1 text-compact">
      {data ? (
        <Depth depth={data} />
      ) : (
        <Status status="unknown">How much lies unread could not be counted.</Status>
      )}
    </p>
  );
}

function Depth({ depth }: { depth: InboxDepth }) {
  const { waiting, oldestWaitingAt, poisoned, oldestPoisonedAt } = depth;
  if (waiting === 0 && poisoned === 0)
    return <Status status="ok">Everything that came has been read.</Status>;
  return (
    <>
      {poisoned > 0 && (
        <Status status="error">
          {plural(poisoned, 'delivery', 'deliveries')} cannot be read
          <Since at={oldestPoisonedAt}>the oldest came</Since>
        </Status>
      )}
      {waiting > 0 && (
        <Status status="running">
          {plural(waiting, 'delivery', 'deliveries')} {waiting === 1 ? 'waits' : 'wait'}
          <Since at={oldestWaitingAt}>the oldest came</Since>
        </Status>
      )}
    </>
  );
}

function Since({ at, children }: { at: string | null; children: ReactNode }) {
  if (at === null) return null;
  return (
    <span className="font-normal text-muted">
      ({children} <RelativeTime at={at} />)
    </span>
  );
}
