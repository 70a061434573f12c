import type { ChangeTopic } from '@taffrail/contract';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { formatLatency } from '../../../lib/format.ts';
import { formatMinute } from '../../../lib/time/format-time.ts';
import { useTimeZone } from '../../../lib/time/time-zone.ts';
import { JsonTree } from '../../../ui/json-tree.tsx';
import { PageHead } from '../../../ui/page-head.tsx';
import { Panel, PanelFrame } from '../../../ui/panel.tsx';
import { QueryRefresh } from '../../../ui/query-refresh.tsx';
import { Skeleton } from '../../../ui/skeleton.tsx';
import { runQuery } from '../pipelines.api.ts';
import { shownStatus, statusLooks } from '../words/status-words.ts';
import { RunFacts } from './run-facts.tsx';
import { RunFlow } from './run-flow.tsx';

const topics: readonly ChangeTopic[] = ['pipelines'];

/** One run: its way through the stages, and what became of each. */
export function RunPage() {
  const { id = '' } = useParams({ strict: false });
  const query = useQuery(runQuery(id));
  const run = query.data;
  const timeZone = useTimeZone();
  const title = run ? `${run.pipeline}, ${formatMinute(new Date(run.createdAt), timeZone)}` : 'Run';
  return (
    <>
      <PageHead
        title={title}
        purpose="The way of a run through its stages, and what became of each."
        {...(run && { documentTitle: `${title} · ${statusLooks[shownStatus(run)].word}` })}
      />
      <QueryRefresh query={query} liveTopics={topics} />
      <Panel title="Run" what="the run" query={query} className="mb-4">
        {(shown) => <RunFacts run={shown} />}
      </Panel>
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
      {run && Object.keys(run.attributes).length > 0 && (
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
