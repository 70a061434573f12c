import type { TimelineEntry, TimelineLayer } from '@taffrail/contract';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Button } from '../../../ui/button.tsx';
import { Link } from '../../../ui/link.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { StatusIcon } from '../../../ui/status.tsx';
import { ToolbarSelect } from '../../../ui/toolbar-select.tsx';
import { timelineQuery } from '../incidents.api.ts';
import { sayEntry } from './timeline-words.ts';

const layers: readonly { value: TimelineLayer | 'all'; label: string }[] = [
  { value: 'all', label: 'Everything' },
  { value: 'states', label: 'States' },
  { value: 'alerts', label: 'Alerts' },
  { value: 'stages', label: 'Stages' },
  { value: 'notifications', label: 'Notifications' },
  { value: 'notes', label: 'Notes' },
];

interface TimelineProps {
  id: string;
  layer: TimelineLayer | undefined;
  onLayer: (layer: TimelineLayer | undefined) => void;
}

/** Everything that happened to an incident, newest first. */
export function Timeline({ id, layer, onLayer }: TimelineProps) {
  const query = useInfiniteQuery(timelineQuery(id, layer));
  return (
    <Panel
      title="Timeline"
      query={query}
      actions={
        <ToolbarSelect
          label="Show of the timeline"
          value={layer ?? 'all'}
          options={layers}
          onChange={(next) => onLayer(next === 'all' ? undefined : next)}
        />
      }
      isEmpty={({ pages }) => pages.every(({ items }) => items.length === 0)}
      empty={<p className="pb-2 text-muted">Nothing of this has happened.</p>}
    >
      {({ pages }) => (
        <>
          <ol aria-label="What happened, newest first" className="grid gap-3">
            {pages
              .flatMap(({ items }) => items)
              .map((entry) => (
                <Entry key={entry.id} entry={entry} />
              ))}
          </ol>
          {query.hasNextPage && (
            <Button
              className="mt-3"
              pending={query.isFetchingNextPage}
              onClick={() => void query.fetchNextPage()}
            >
              What came before
            </Button>
          )}
        </>
      )}
    </Panel>
  );
}

function Entry({ entry }: { entry: TimelineEntry }) {
  const { status, text, more } = sayEntry(entry);
  return (
    <li className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-2">
      <span className="flex h-5 items-center">
        <StatusIcon status={status} />
      </span>
      <div className="min-w-0">
        <p className="break-words">
          {text} <RelativeTime at={entry.at} className="text-compact text-muted" />
          <Way entry={entry} />
        </p>
        {more !== null && (
          <p className="text-compact break-words whitespace-pre-wrap text-muted">{more}</p>
        )}
      </div>
    </li>
  );
}

/** To what it came from. */
function Way({ entry }: { entry: TimelineEntry }) {
  if (entry.type !== 'record')
    return entry.runId === null ? null : (
      <Link
        to="/admin/pipeline-runs/$id"
        params={{ id: entry.runId }}
        className="ml-2 text-compact"
      >
        Run
      </Link>
    );
  return entry.incidents.map(({ id, number }) => (
    <Link key={id} to="/admin/incidents/$id" params={{ id }} className="ml-2 text-compact">
      #{number}
    </Link>
  ));
}
