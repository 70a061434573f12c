import type { SystemLog } from '@taffrail/contract';
import { writeFilter } from '../../../lib/filters.ts';
import { useCan } from '../../../lib/me.ts';
import { searchAround } from '../../../lib/url/event-links.ts';
import { CodeBlock } from '../../../ui/code-block.tsx';
import { CopyRecord } from '../../../ui/copy-record.tsx';
import { JsonTree } from '../../../ui/json-tree.tsx';
import { Link } from '../../../ui/link.tsx';
import { linkTo } from '../../../ui/use-copy-link.ts';
import { TraceLink } from '../../../ui/trace-link.tsx';
import { only } from '../filters/log-fields.ts';
import { LogFacts } from './log-facts.tsx';

/** All that is known of one log. */
export function LogDetail({ log }: { log: SystemLog }) {
  const { message, context, stack } = log;
  const hasContext = Object.keys(context).length > 0;
  return (
    <div className="grid gap-x-8 gap-y-4 text-compact lg:grid-cols-2">
      <p data-text className="break-words whitespace-pre-wrap lg:col-span-2">
        {message}
      </p>
      <LogFacts log={log} />
      <div className="min-w-0">
        <h3 className="mb-1 font-medium text-muted">Context</h3>
        {hasContext ? (
          <JsonTree value={context} label="Context" />
        ) : (
          <p className="text-muted">None came with it.</p>
        )}
      </div>
      {stack !== null && (
        <div className="min-w-0 lg:col-span-2">
          <CodeBlock code={stack} what="the stack" />
        </div>
      )}
      <LogLinks log={log} />
    </div>
  );
}

/** To what else is known of the fault, the trace and the moment. */
function LogLinks({ log }: { log: SystemLog }) {
  const mayReadActivity = useCan('activity.read');
  const { fingerprint, traceId } = log;
  const { range } = searchAround(log);
  const ofTrace = traceId === null ? undefined : [writeFilter(only('traceId', traceId))];
  return (
    <p className="flex flex-wrap items-center gap-x-4 gap-y-1 lg:col-span-2">
      {fingerprint !== null && (
        <Link to="/admin/logs/groups/$fingerprint" params={{ fingerprint }}>
          All of this error
        </Link>
      )}
      <Link to="/admin/logs" search={searchAround(log)}>
        Around this (±5 min)
      </Link>
      {traceId !== null && <TraceLink traceId={traceId} part={`log:${log.id}`} />}
      {ofTrace && mayReadActivity && (
        <Link to="/admin/activity" search={{ range, f: ofTrace }}>
          Actions of this trace
        </Link>
      )}
      <CopyRecord link={linkTo(log)} record={log} />
    </p>
  );
}
