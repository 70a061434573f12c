import type { AnalysisRunDetail } from '@taffrail/contract';
import { formatCount, formatLatency, formatUsd } from '../../../lib/format.ts';
import { CopyText } from '../../../ui/copy-text.tsx';
import { Fact, Facts } from '../../../ui/fact.tsx';
import { Link } from '../../../ui/link.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { TraceFact } from '../../../ui/trace-fact.tsx';
import { AnalysisStatusBadge, nameOfProvider, purposeWords } from '../analysis-words.tsx';

/** What is known of the analysis itself. */
export function AnalysisFacts({ run }: { run: AnalysisRunDetail }) {
  const { alert, incident, timing, traceId } = run;
  return (
    <Facts>
      <Fact name="Status">
        <AnalysisStatusBadge of={run} />
      </Fact>
      <Fact name="Started">
        <RelativeTime at={run.createdAt} />
      </Fact>
      <Fact name="Provider">{nameOfProvider(run.provider)}</Fact>
      <Fact name="Model">{run.model ?? 'None'}</Fact>
      <Fact name="Purpose">{purposeWords[run.purpose]}</Fact>
      <Fact name="Tokens">
        {formatCount(run.inputTokens)} in, {formatCount(run.outputTokens)} out
      </Fact>
      <Fact name="Cost">
        <span title={`$${run.costUsd}`}>{formatUsd(Number(run.costUsd))}</span>
      </Fact>
      <Fact name="Took">
        {formatLatency(run.latencyMs)}: {formatLatency(timing.readMs)} to read,{' '}
        {formatLatency(timing.analyzeMs)} to analyse
      </Fact>
      {alert && (
        <Fact name="Alert">
          <Link to="/admin/alerts/$id" params={{ id: alert.id }}>
            {alert.name ?? 'The alert'}
          </Link>
        </Fact>
      )}
      {incident && (
        <Fact name="Incident">
          <Link to="/admin/incidents/$id" params={{ id: incident.id }}>
            {incident.number !== null && `#${incident.number} `}
            {incident.title ?? 'The incident'}
          </Link>
        </Fact>
      )}
      <TraceFact traceId={traceId} />
      <Fact name="Id">
        <CopyText text={run.id} what="the id" />
      </Fact>
    </Facts>
  );
}
