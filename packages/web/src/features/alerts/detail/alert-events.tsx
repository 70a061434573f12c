import type { AlertDetail, AlertEvent } from '@taffrail/contract';
import { Diff } from '../../../ui/diff.tsx';
import { Link } from '../../../ui/link.tsx';
import { PanelFrame } from '../../../ui/panel.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { Status } from '../../../ui/status.tsx';
import { useCan } from '../../../lib/me.ts';
import { eventLooks } from '../alert-words.ts';

/** What was told of it, and what each report changed. */
export function AlertEvents({ alert }: { alert: AlertDetail }) {
  return (
    <PanelFrame title="What was told of it">
      {alert.events.length === 0 ? (
        <p className="text-muted">What was told is no longer kept.</p>
      ) : (
        <ol className="flex flex-col">
          {alert.events.map((event) => (
            <Event key={event.id} event={event} />
          ))}
        </ol>
      )}
      {alert.hasMoreEvents && (
        <p className="mt-2 text-compact text-muted">Older reports are not shown.</p>
      )}
    </PanelFrame>
  );
}

function Event({ event }: { event: AlertEvent }) {
  const maySeeRuns = useCan('pipelines.read');
  const { status, word } = eventLooks[event.kind];
  // That it began or ended is said by its word.
  const changes = event.changes.filter(({ field }) => field !== 'status');
  return (
    <li className="border-t border-line py-2 first:border-t-0 first:pt-0">
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-compact">
        <Status status={status}>{word}</Status>
        <RelativeTime at={event.at} className="text-muted" />
        {event.actor !== null && <span>by {event.actor}</span>}
        {event.runId !== null && maySeeRuns && (
          <Link to="/admin/pipeline-runs/$id" params={{ id: event.runId }}>
            Its run
          </Link>
        )}
        {event.kind === 'changed' && !event.matters && (
          <span className="text-muted">nothing that a run was started for</span>
        )}
      </p>
      {changes.length > 0 && (
        <div className="mt-1 overflow-x-auto">
          <Diff
            caption="What the report changed"
            before={Object.fromEntries(changes.map(({ field, before }) => [field, before]))}
            after={Object.fromEntries(changes.map(({ field, after }) => [field, after]))}
          />
        </div>
      )}
    </li>
  );
}
