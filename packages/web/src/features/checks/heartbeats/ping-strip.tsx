import type { Heartbeat } from '@taffrail/contract';
import { plural } from '../../../lib/format.ts';
import { StatusIcon } from '../../../ui/status.tsx';
import { pingLooks } from '../check-words.ts';

/** What the latest pings said, oldest first: by shape, and in words. */
export function PingStrip({ pings }: { pings: Heartbeat['strip'] }) {
  if (pings.length === 0) return <span className="text-muted">–</span>;
  const failures = pings.filter(({ kind }) => kind === 'fail').length;
  const summary = `The latest ${plural(pings.length, 'ping')}, ${plural(failures, 'failure')}.`;
  return (
    <span className="flex flex-wrap gap-0.5" title={summary}>
      <span className="sr-only">{summary}</span>
      {pings.map(({ id, kind }) => (
        <StatusIcon
          key={id}
          status={kind === 'start' ? 'idle' : pingLooks[kind].status}
          size={12}
        />
      ))}
    </span>
  );
}
