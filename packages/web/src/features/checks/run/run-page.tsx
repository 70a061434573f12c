import type { ChangeTopic } from '@taffrail/contract';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { ApiError } from '../../../lib/api.ts';
import { formatMinute } from '../../../lib/time/format-time.ts';
import { useTimeZone } from '../../../lib/time/time-zone.ts';
import { withSearch } from '../../../lib/url/with-search.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { JsonTree } from '../../../ui/json-tree.tsx';
import { LinkButton } from '../../../ui/link-button.tsx';
import { PageHead } from '../../../ui/page-head.tsx';
import { Panel, PanelFrame } from '../../../ui/panel.tsx';
import { QueryRefresh } from '../../../ui/query-refresh.tsx';
import { RunNowButton } from '../../../ui/run-now.tsx';
import { TraceChain } from '../../../ui/trace-chain/trace-chain.tsx';
import { resultLooks } from '../check-words.ts';
import { askForRun, historyQuery, runQuery } from '../checks.api.ts';
import { HistoryPanel } from './history-panel.tsx';
import { Neighbours } from './neighbours.tsx';
import { RunFacts } from './run-facts.tsx';
import { CheckRunSearch } from './run-search.ts';

const topics: readonly ChangeTopic[] = ['checks', 'incidents'];

/** No run has this id, or no id looks like this. */
const isUnknown = (error: Error | null): boolean =>
  error instanceof ApiError && (error.code === 'not_found' || error.code === 'invalid_request');

/** One look of a check: what it came to, all it saw, and how the check did over time. */
function CheckRun() {
  const { id = '' } = useParams({ strict: false });
  const query = useQuery(runQuery(id));
  const { data: run } = query;
  const timeZone = useTimeZone();
  if (!run && isUnknown(query.error)) return <NoSuchRun />;
  const title = run
    ? `${run.check.name}, ${formatMinute(new Date(run.createdAt), timeZone)}`
    : 'Check run';
  return (
    <>
      <PageHead
        title={title}
        purpose="What a check saw when it looked."
        {...(run && { documentTitle: `${title} · ${resultLooks[run.result].word}` })}
        actions={run?.isCheckKept && <RunAgain checkId={run.check.id} name={run.check.name} />}
      />
      <QueryRefresh query={query} liveTopics={topics} />
      <div className="flex flex-col gap-4">
        <Panel title="Result" what="the run" query={query}>
          {(shown) => <RunFacts run={shown} />}
        </Panel>
        {run && run.traceId !== null && <TraceChain place="check_run" id={run.id} />}
        {run?.isCheckKept && <HistoryPanel run={run} />}
        {run && <Neighbours run={run} />}
        {run && Object.keys(run.output).length > 0 && (
          <PanelFrame title="What else it saw">
            <JsonTree value={run.output} label="Output of the run" />
          </PanelFrame>
        )}
      </div>
    </>
  );
}

function RunAgain({ checkId, name }: { checkId: string; name: string }) {
  const { data, refetch } = useQuery(historyQuery(checkId, '24h'));
  return (
    <RunNowButton
      label="Run now"
      running="Running"
      done={`${name} was run`}
      latestAt={data?.check.lastRunAt ?? null}
      ask={() => askForRun(checkId)}
      refetch={refetch}
    />
  );
}

function NoSuchRun() {
  return (
    <>
      <PageHead title="Check run" purpose="What a check saw when it looked." />
      <PanelFrame title="Check run" titleHidden>
        <EmptyState kind="never" title="There is no such run, or not any more.">
          <p className="mb-3">Runs of checks are kept for 90 days.</p>
          <LinkButton to="/admin/check-runs">All checks</LinkButton>
        </EmptyState>
      </PanelFrame>
    </>
  );
}

export const CheckRunPage = withSearch(CheckRunSearch, CheckRun);
