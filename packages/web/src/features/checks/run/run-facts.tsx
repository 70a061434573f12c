import type { CheckRunDetail } from '@taffrail/contract';
import { formatLatency } from '../../../lib/format.ts';
import { CopyText } from '../../../ui/copy-text.tsx';
import { Fact, Facts } from '../../../ui/fact.tsx';
import { Link } from '../../../ui/link.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { severityLooks } from '../../../ui/severity.tsx';
import { StatusIcon } from '../../../ui/status.tsx';
import { TraceLink } from '../../../ui/trace-link.tsx';
import { formatValue } from '../../../ui/measured/measured-words.ts';
import { causeWords, kindWords, sayThresholds } from '../check-words.ts';
import { writeRunFilters } from '../checks-search.ts';
import { ResultBadge } from '../result-mark.tsx';

export function RunFacts({ run }: { run: CheckRunDetail }) {
  const { check, traceId } = run;
  const thresholds = sayThresholds(check.kind, run);
  return (
    <div className="grid gap-x-10 gap-y-3 lg:grid-cols-2">
      <div className="min-w-0">
        <p className="mb-2 flex flex-wrap items-center gap-2">
          <ResultBadge result={run.result} />
          <span className="min-w-0 font-medium break-words">{run.message}</span>
        </p>
        <p className="mb-2 flex flex-wrap gap-x-4 text-compact">
          <Link
            to="/admin/check-runs"
            search={{ f: writeRunFilters({ checkId: check.id }), range: '90d' }}
          >
            All runs of {check.name}
          </Link>
          {run.pipelineRunId !== null && (
            <Link to="/admin/pipeline-runs/$id" params={{ id: run.pipelineRunId }}>
              View pipeline run
            </Link>
          )}
          {traceId !== null && <TraceLink traceId={traceId} />}
        </p>
        <OpenIncidents run={run} />
      </div>
      <Facts>
        <Fact name="Kind">{kindWords[check.kind]}</Fact>
        <Fact name="Value">
          {run.value === null ? '–' : formatValue(check.kind, run.value)}
          {thresholds !== undefined && <span className="text-muted">{thresholds}</span>}
        </Fact>
        <Fact name="Began">
          <RelativeTime at={run.createdAt} />
        </Fact>
        <Fact name="Took">{formatLatency(run.durationMs)}</Fact>
        <Fact name="Why it ran">{causeWords[run.cause]}</Fact>
        {run.target !== null && (
          <Fact name="Looked at">
            <code>{run.target}</code>
          </Fact>
        )}
        <Fact name="Looked from">{run.host}</Fact>
        {traceId !== null && (
          <Fact name="Trace">
            <CopyText text={traceId} what="the trace id" length={20} />
          </Fact>
        )}
        <Fact name="Id">
          <CopyText text={run.id} what="the id" />
        </Fact>
      </Facts>
    </div>
  );
}

function OpenIncidents({ run: { openIncidents } }: { run: CheckRunDetail }) {
  if (openIncidents.length === 0)
    return <p className="text-compact text-muted">No incident of this check is open.</p>;
  return (
    <div className="text-compact">
      <h3 className="mb-1 font-medium">Open incidents of this check</h3>
      <ul className="grid gap-1">
        {openIncidents.map(({ id, number, title, severity }) => (
          <li key={id} className="flex min-w-0 items-center gap-1.5">
            <StatusIcon status={severityLooks[severity].status} />
            <span className="sr-only">{severityLooks[severity].word}</span>
            <Link to="/admin/incidents/$id" params={{ id }} className="min-w-0 break-words">
              #{number} {title}
            </Link>
          </li>
        ))}
      </ul>
    </div>
  );
}
