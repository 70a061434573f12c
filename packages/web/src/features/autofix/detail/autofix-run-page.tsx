import type { ChangeTopic, RouteAnswer, getAutofixRun } from '@taffrail/contract';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { PageHead } from '../../../ui/page-head.tsx';
import { Panel, PanelFrame } from '../../../ui/panel.tsx';
import { QueryRefresh } from '../../../ui/query-refresh.tsx';
import { runQuery } from '../autofix.api.ts';
import { triggerThings } from '../autofix-words.ts';
import { RunFacts } from './run-facts.tsx';
import { Standing } from './standing.tsx';
import { Words } from './words.tsx';

const topics: readonly ChangeTopic[] = ['autofix', 'deploys', 'alerts', 'load_tests'];

/** One attempt, whole. */
export function AutofixRunPage() {
  const { id } = useParams({ from: '/shell/admin/autofix/$id' });
  const query = useQuery(runQuery(id));
  const run = query.data;
  return (
    <>
      <PageHead
        title={run?.title ?? 'Attempt to fix something'}
        purpose={run ? `An attempt set off by ${triggerThings[run.trigger]}.` : 'One attempt.'}
        documentTitle={run ? `${run.title} · Autofix` : 'Autofix'}
      />
      <QueryRefresh query={query} liveTopics={topics} />
      {run ? <Run run={run} /> : <Loading query={query} />}
    </>
  );
}

type WholeRun = RouteAnswer<typeof getAutofixRun>;

function Loading({ query }: { query: ReturnType<typeof useQuery<WholeRun>> }) {
  return (
    <Panel title="Attempt" titleHidden what="this attempt" query={query}>
      {() => null}
    </Panel>
  );
}

function Run({ run }: { run: WholeRun }) {
  const { error, summary, model } = run;
  return (
    <div className="grid gap-4 xl:grid-cols-[minmax(0,2fr)_minmax(0,3fr)]">
      <div className="flex min-w-0 flex-col gap-4">
        <PanelFrame title="What came of it">
          <RunFacts run={run} />
        </PanelFrame>
        {run.fate !== null && (
          <PanelFrame title="Where it stands">
            <Standing run={run} fate={run.fate} />
          </PanelFrame>
        )}
      </div>
      <div className="flex min-w-0 flex-col gap-4">
        {error !== null && (
          <PanelFrame title="Error">
            <Words text={error} what="the error" mono />
          </PanelFrame>
        )}
        <PanelFrame title="What the agent says">
          {summary === null ? (
            <p className="text-muted">It left no words of its own.</p>
          ) : (
            <>
              <p className="mb-2 text-compact text-muted">
                Written by {model ?? 'a model'}: generated text, which may be wrong.
              </p>
              <Words text={summary} what="what the agent says" />
            </>
          )}
        </PanelFrame>
      </div>
    </div>
  );
}
