import type { ChangeTopic } from '@taffrail/contract';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { formatLatency } from '../../../lib/format.ts';
import { formatMinute } from '../../../lib/time/format-time.ts';
import { useTimeZone } from '../../../lib/time/time-zone.ts';
import { withSearch } from '../../../lib/url/with-search.tsx';
import { JsonTree } from '../../../ui/json-tree.tsx';
import { PageHead } from '../../../ui/page-head.tsx';
import { Panel, PanelFrame } from '../../../ui/panel.tsx';
import { QueryRefresh } from '../../../ui/query-refresh.tsx';
import { Skeleton } from '../../../ui/skeleton.tsx';
import { TraceChain } from '../../../ui/trace-chain/trace-chain.tsx';
import { runQuery } from '../pipelines.api.ts';
import { shownStatus, statusLooks } from '../../../ui/run-looks.ts';
import { alertRunQuery } from './alert/alert-run.api.ts';
import { RunActions } from './alert/run-actions.tsx';
import { RunParts } from './alert/run-parts.tsx';
import { RunProgress } from './alert/run-progress.tsx';
import { RunFacts } from './run-facts.tsx';
import { RunFlow, type WholeRun } from './run-flow.tsx';
import { RunSearch } from './run-search.ts';

const topics: readonly ChangeTopic[] = ['pipelines'];

const titleOf = (run: WholeRun, timeZone: string): string => {
  const at = formatMinute(new Date(run.createdAt), timeZone);
  return run.incident ? `Run for #${run.incident.number}, ${at}` : `${run.pipeline}, ${at}`;
};

/** One run: its way through the stages, and what became of each. */
function Run() {
  const { id = '' } = useParams({ strict: false });
  const query = useQuery(runQuery(id));
  const run = query.data;
  const { data: control } = useQuery(alertRunQuery(id, run));
  const timeZone = useTimeZone();
  const title = run ? titleOf(run, timeZone) : 'Run';
  return (
    <>
      <PageHead
        title={title}
        purpose="The way of a run through its stages, and what became of each."
        actions={control && <RunActions run={control} />}
        {...(run && { documentTitle: `${title} · ${statusLooks[shownStatus(run)].word}` })}
      />
      <QueryRefresh query={query} liveTopics={topics} />
      {control && <RunProgress run={control} />}
      <Panel
        title="Flow"
        what="the flow"
        query={query}
        className="mb-4"
        skeleton={<Skeleton className="h-24" />}
        definition={run && <Took durationMs={run.durationMs} />}
      >
        {(shown) => <RunFlow run={shown} />}
      </Panel>
      <Panel title="Run" what="the run" query={query} className="mb-4">
        {(shown) => <RunFacts run={shown} />}
      </Panel>
      {control && <TraceChain place="run" id={id} className="mb-4" />}
      {run && control && <RunParts run={run} control={control} />}
      {run && !control && Object.keys(run.attributes).length > 0 && (
        <PanelFrame title="Attributes">
          <JsonTree value={run.attributes} label="Attributes of the run" />
        </PanelFrame>
      )}
    </>
  );
}

function Took({ durationMs }: { durationMs: number | null }) {
  if (durationMs === null) return null;
  return (
    <span className="ml-1 text-compact text-muted" data-numeric>
      {formatLatency(durationMs)}
    </span>
  );
}

export const RunPage = withSearch(RunSearch, Run);
