import {
  alertPipeline,
  type ChangeTopic,
  type getStageExecution,
  type RouteAnswer,
} from '@taffrail/contract';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { formatLatency, formatPercent } from '../../../lib/format.ts';
import { Fact, Facts } from '../../../ui/fact.tsx';
import { JsonTree } from '../../../ui/json-tree.tsx';
import { Link } from '../../../ui/link.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { PageHead } from '../../../ui/page-head.tsx';
import { Panel, PanelFrame } from '../../../ui/panel.tsx';
import { QueryRefresh } from '../../../ui/query-refresh.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { TraceChain } from '../../../ui/trace-chain/trace-chain.tsx';
import { RunStatusMark } from '../words/run-status.tsx';
import { reasonWords, shownStatus, statusLooks } from '../../../ui/run-looks.ts';
import { TraceFact } from '../../../ui/trace-fact.tsx';
import { executionQuery } from './executions.api.ts';

type Execution = RouteAnswer<typeof getStageExecution>;

const topics: readonly ChangeTopic[] = ['pipelines'];

/** One execution of a stage, and the other attempts of it. */
export function ExecutionPage() {
  const { runId = '', id = '' } = useParams({ strict: false });
  const query = useQuery(executionQuery(runId, id));
  const execution = query.data;
  const title = execution ? `${execution.stage}, attempt ${execution.attempt}` : 'Stage execution';
  return (
    <>
      <PageHead
        title={title}
        purpose="One execution of a stage, and what became of it."
        {...(execution && {
          documentTitle: `${title} · ${statusLooks[shownStatus(execution)].word}`,
        })}
      />
      <QueryRefresh query={query} liveTopics={topics} />
      <Panel title="Execution" what="the execution" query={query} className="mb-4">
        {(shown) => <ExecutionFacts execution={shown} />}
      </Panel>
      {execution?.pipeline === alertPipeline && (
        <TraceChain place="run" id={runId} stage={execution.stage} className="mb-4" />
      )}
      {execution && Object.keys(execution.attributes).length > 0 && (
        <PanelFrame title="Attributes">
          <JsonTree value={execution.attributes} label="Attributes of the execution" />
        </PanelFrame>
      )}
    </>
  );
}

function ExecutionFacts({ execution }: { execution: Execution }) {
  const { errorType, errorMessage, reason, runId, traceId, durationMs, accuracy } = execution;
  return (
    <div className="grid gap-3">
      {(errorType !== null || errorMessage !== null) && (
        <Notice status="error" live="off">
          <p className="font-medium">{errorType ?? 'Failed'}</p>
          {errorMessage !== null && (
            <p className="text-compact break-words whitespace-pre-wrap">{errorMessage}</p>
          )}
        </Notice>
      )}
      <Facts>
        <Fact name="Status">
          <RunStatusMark of={execution} />
          {reason !== null && <span>{reasonWords[reason]}</span>}
        </Fact>
        <Fact name="Pipeline">{execution.pipeline}</Fact>
        <Fact name="Began">
          <RelativeTime at={execution.createdAt} />
        </Fact>
        <Fact name="Duration">{durationMs === null ? '–' : formatLatency(durationMs)}</Fact>
        {accuracy !== null && <Fact name="Accuracy">{formatPercent(accuracy)}</Fact>}
        <Fact name="Run">
          <Link to="/admin/pipeline-runs/$id" params={{ id: runId }}>
            The whole run
          </Link>
        </Fact>
        <TraceFact traceId={traceId} />
        <Fact name="Attempts">
          <Attempts execution={execution} />
        </Fact>
      </Facts>
    </div>
  );
}

/** Each with its state; this one is marked. */
function Attempts({ execution: { id: currentId, runId, attempts } }: { execution: Execution }) {
  return (
    <ol className="flex flex-wrap gap-x-4 gap-y-1">
      {attempts.map((attempt) => {
        const { id } = attempt;
        return (
          <li key={id} className="inline-flex items-center gap-1">
            {id === currentId ? (
              <span aria-current="page" className="font-medium">
                {attempt.attempt}
              </span>
            ) : (
              <Link to="/admin/stage-executions/$runId/$id" params={{ runId, id }}>
                {attempt.attempt}
              </Link>
            )}
            <RunStatusMark of={attempt} />
          </li>
        );
      })}
    </ol>
  );
}
