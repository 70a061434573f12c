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

/** From a part of a trace to the page that has all of it. */
export function RecordLink({ trace, entry, parent }: RecordLinkProps) {
  const { layer, recordId } = entry;
  const event = { id: recordId, createdAt: momentOf(trace, entry) };
  const ofTrace = [writeFilter({ field: 'traceId', op: 'in', values: [trace.traceId] })];
  if (layer === 'ai_job')
    return (
      <Link to="/admin/usage/jobs/$id" params={{ id: recordId }}>
        The whole job
      </Link>
    );
  if (layer === 'pipeline_run')
    return (
      <Link to="/admin/pipeline-runs/$id" params={{ id: recordId }}>
        The whole run
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
