import type { Trace, TraceEntry } from '@taffrail/contract';
import { writeFilter } from '../../../lib/filters.ts';
import { searchOfEvent } from '../../../lib/url/event-links.ts';
import { Link } from '../../../ui/link.tsx';

interface RecordLinkProps {
  trace: Trace;
  entry: TraceEntry;
  parent: TraceEntry | undefined;
}

const momentOf = ({ startedAt }: Trace, { startUs }: TraceEntry): string =>
  new Date(Date.parse(startedAt) + Math.floor(startUs / 1_000)).toISOString();

const pages = {
  ai_job: { to: '/admin/usage/jobs/$id', words: 'The whole job' },
  pipeline_run: { to: '/admin/pipeline-runs/$id', words: 'The whole run' },
  alert: { to: '/admin/alerts/$id', words: 'The whole alert' },
  incident: { to: '/admin/incidents/$id', words: 'The whole incident' },
  check_run: { to: '/admin/check-runs/$id', words: 'The whole run' },
  analysis_run: { to: '/admin/analysis-runs/$id', words: 'The whole analysis' },
} as const;
const hasPage = (layer: TraceEntry['layer']): layer is keyof typeof pages => layer in pages;

/** From a part of a trace to the page that has all of it. */
export function RecordLink({ trace, entry, parent }: RecordLinkProps) {
  const { layer, recordId } = entry;
  const event = { id: recordId, createdAt: momentOf(trace, entry) };
  const ofTrace = [writeFilter({ field: 'traceId', op: 'in', values: [trace.traceId] })];
  if (hasPage(layer))
    return (
      <Link to={pages[layer].to} params={{ id: recordId }}>
        {pages[layer].words}
      </Link>
    );
  if (layer === 'notification')
    return (
      <Link to="/admin/notifications" search={{ f: ofTrace }}>
        In the notifications
      </Link>
    );
  if (layer === 'stage' && parent)
    return (
      <Link to="/admin/pipeline-runs/$id" params={{ id: parent.recordId }}>
        The whole run
      </Link>
    );
  if (layer === 'activity')
    return (
      <Link to="/admin/activity" search={{ ...searchOfEvent(event), f: ofTrace }}>
        In the activity log
      </Link>
    );
  if (layer === 'log')
    return (
      <Link to="/admin/logs" search={{ ...searchOfEvent(event), f: ofTrace }}>
        In the logs
      </Link>
    );
  return null;
}
