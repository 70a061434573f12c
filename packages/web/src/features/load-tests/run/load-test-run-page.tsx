import type { ChangeTopic, LoadTestRunDetail } from '@taffrail/contract';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { formatMinute } from '../../../lib/time/format-time.ts';
import { useTimeZone } from '../../../lib/time/time-zone.ts';
import { useUrlState } from '../../../lib/url/url-state.ts';
import { Link } from '../../../ui/link.tsx';
import { withSearch } from '../../../lib/url/with-search.tsx';
import { PageHead } from '../../../ui/page-head.tsx';
import { Panel, PanelFrame } from '../../../ui/panel.tsx';
import { QueryRefresh } from '../../../ui/query-refresh.tsx';
import { LoadTestRunSearch } from '../load-tests-search.ts';
import { lastRunsQuery, runQuery } from '../load-tests.api.ts';
import { Samples } from '../samples/samples.tsx';
import { verdictLooks } from '../verdict-words.ts';
import { VerdictBadge } from '../verdict.tsx';
import { AcceptBaseline } from './accept-baseline.tsx';
import { AnalysisPanel } from './analysis-panel.tsx';
import { BaselineChoice } from './baseline-choice.tsx';
import { EndpointsPanel } from './endpoints-panel.tsx';
import { MissedRun } from './missed-run.tsx';
import { RunFigures } from './run-figures.tsx';
import { ThresholdsPanel } from './thresholds-panel.tsx';
import { TimelinePanel } from './timeline/timeline-panel.tsx';

const topics: readonly ChangeTopic[] = ['load_tests', 'autofix'];

/** One run: what it came to, why, and what became of each endpoint since the one before. */
function Run() {
  const { id = '' } = useParams({ strict: false });
  const [search, change] = useUrlState(LoadTestRunSearch);
  const query = useQuery(runQuery(id, search.baseline));
  const run = query.data?.id === id ? query.data : undefined;
  const timeZone = useTimeZone();
  const title = run
    ? `${run.loadTest.name}, ${formatMinute(new Date(run.createdAt), timeZone)}`
    : 'Load test';
  return (
    <>
      <PageHead
        title={title}
        purpose="What a run came to, and what became of each endpoint since an earlier one."
        {...(run && { documentTitle: `${title} · ${verdictLooks[run.verdict].word}` })}
        actions={run && <AcceptBaseline run={run} />}
      />
      <QueryRefresh query={query} liveTopics={topics} />
      <Panel
        title="Verdict"
        what="the run"
        query={{ ...query, data: run }}
        className="mb-4"
        actions={run && <BaselineOfRun run={run} onChange={(baseline) => change({ baseline })} />}
      >
        {(shown) => <RunHead run={shown} />}
      </Panel>
      {run && run.verdict !== 'missed' && <RunPanels run={run} />}
    </>
  );
}

interface BaselineOfRunProps {
  run: LoadTestRunDetail;
  onChange: (baseline: string | undefined) => void;
}

/** Other runs of the same test; what cannot be listed cannot be chosen, and the rest stays as it is. */
function BaselineOfRun({ run, onChange }: BaselineOfRunProps) {
  const others = useQuery(lastRunsQuery(run.loadTest.id)).data ?? [];
  if (run.verdict === 'missed') return null;
  return <BaselineChoice run={run} others={others} onChange={onChange} />;
}

function RunHead({ run }: { run: LoadTestRunDetail }) {
  const { verdict, verdictReason, loadTest, tool } = run;
  return (
    <>
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <VerdictBadge verdict={verdict} />
        <span>
          {verdictReason.charAt(0).toUpperCase()}
          {verdictReason.slice(1)}.
        </span>
        <span className="text-muted">
          {tool === null ? '' : `Reported by ${tool}. `}
          <Link to="/admin/load-tests" search={{ f: [`plan.in.${loadTest.id}`] }}>
            All runs of {loadTest.name}
          </Link>
        </span>
      </p>
      {verdict === 'missed' ? <MissedRun loadTest={loadTest} /> : <RunFigures run={run} />}
    </>
  );
}

function RunPanels({ run }: { run: LoadTestRunDetail }) {
  return (
    <div className="grid grid-cols-1 gap-4">
      <div className="grid grid-cols-1 gap-4 xl:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <AnalysisPanel run={run} />
        <ThresholdsPanel thresholds={run.thresholds} />
      </div>
      <TimelinePanel run={run} />
      <EndpointsPanel run={run} />
      <PanelFrame title="Error samples">
        <div className="text-compact">
          <Samples run={run} />
        </div>
      </PanelFrame>
    </div>
  );
}

export const LoadTestRunPage = withSearch(LoadTestRunSearch, Run);
