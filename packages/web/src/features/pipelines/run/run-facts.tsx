import { writeFilter } from '../../../lib/filters.ts';
import { useCan } from '../../../lib/me.ts';
import { writeRange } from '../../../lib/time/time-range.ts';
import { CopyText } from '../../../ui/copy-text.tsx';
import { nameOf } from '../../../ui/customer-name.ts';
import { Fact, Facts } from '../../../ui/fact.tsx';
import { Link } from '../../../ui/link.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { TraceLink } from '../../../ui/trace-link.tsx';
import { writeRunFilters } from '../runs/runs-search.ts';
import { RunStatusBadge } from '../words/run-status.tsx';
import type { WholeRun } from './run-flow.tsx';

/** What is known of a run as a whole. */
export function RunFacts({ run }: { run: WholeRun }) {
  return (
    <div className="grid gap-x-10 gap-y-3 lg:grid-cols-2">
      <div className="min-w-0">
        <p className="mb-2 flex flex-wrap items-center gap-2">
          <RunStatusBadge of={run} />
          {run.errorType !== null && <span className="font-medium">{run.errorType}</span>}
          {run.isStalled && (
            <span className="text-muted">
              not heard of since <RelativeTime at={run.heardAt} />
            </span>
          )}
        </p>
        {run.errorMessage !== null && (
          <p className="mb-2 text-compact break-words whitespace-pre-wrap">{run.errorMessage}</p>
        )}
        <p className="flex flex-wrap gap-x-4 text-compact">
          <Link to="/admin/pipeline" search={{ pipeline: run.pipeline }}>
            Health of {run.pipeline}
          </Link>
          <Link
            to="/admin/pipeline-runs"
            search={{ f: writeRunFilters({ pipeline: run.pipeline }) }}
          >
            Its other runs
          </Link>
        </p>
      </div>
      <Facts>
        <Fact name="Began">
          <RelativeTime at={run.createdAt} />
        </Fact>
        <Fact name="Attempt">
          {run.attempt}
          {run.maxAttempts !== null && ` of ${run.maxAttempts}`}
        </Fact>
        {run.organization && <Fact name="Organization">{nameOf(run.organization)}</Fact>}
        {run.user && <Fact name="User">{nameOf(run.user)}</Fact>}
        {run.sessionId !== null && (
          <Fact name="Session">
            <CopyText text={run.sessionId} what="the session" />
          </Fact>
        )}
        {run.traceId !== null && <Trace run={run} traceId={run.traceId} />}
        <Fact name="Id">
          <CopyText text={run.externalId ?? run.id} what="the id" />
        </Fact>
      </Facts>
    </div>
  );
}

const marginMs = 5 * 60_000;

/** Logs of the trace, from a little before it began until it was heard of last. */
const logsOf = ({ createdAt, heardAt }: WholeRun, traceId: string) => ({
  range: writeRange({
    from: new Date(Date.parse(createdAt) - marginMs),
    to: new Date(Date.parse(heardAt) + marginMs),
  }),
  f: [writeFilter({ field: 'traceId', op: 'in', values: [traceId] })],
});

/** What else belongs to it. */
function Trace({ run, traceId }: { run: WholeRun; traceId: string }) {
  const maySeeLogs = useCan('operations.read');
  return (
    <Fact name="Trace">
      <CopyText text={traceId} what="the trace id" length={20} />
      <TraceLink traceId={traceId}>All that belongs to it</TraceLink>
      {maySeeLogs && (
        <Link
          to="/admin/logs"
          search={logsOf(run, traceId)}
          className="ml-2 inline-flex min-h-6 items-center"
        >
          Its logs
        </Link>
      )}
    </Fact>
  );
}
