import { PipelineRange, type ChangeTopic } from '@taffrail/contract';
import { withSearch } from '../../lib/url/with-search.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { TopBarSlot } from '../../ui/page-slots.tsx';
import { PanelFrame } from '../../ui/panel.tsx';
import { RefreshControl } from '../../ui/refresh-control.tsx';
import { ToolbarSelect } from '../../ui/toolbar-select.tsx';
import { ErrorRates } from './errors/error-rates.tsx';
import { TopErrors } from './errors/top-errors.tsx';
import { StageFlow } from './flow/stage-flow.tsx';
import { LatencyPanel } from './latency/latency-panel.tsx';
import { NoPipelines } from './no-pipelines.tsx';
import { PipelineSearch } from './pipeline-search.ts';
import { FailedRuns, SlowestRuns } from './runs/notable-runs.tsx';
import { ScorePanel } from './score/score-panel.tsx';
import { Switcher } from './switcher.tsx';
import { usePipelinePage, type PipelinePageState } from './use-pipeline-page.ts';
import { beforeWords, rangeTitles } from './words/range-words.ts';

const topics: readonly ChangeTopic[] = ['pipelines'];
const rangeOptions = PipelineRange.options.map((value) => ({ value, label: rangeTitles[value] }));

function PipelineHealth() {
  const page = usePipelinePage();
  const { list, health } = page;
  const asOf = health.data?.asOf ?? list.data?.asOf;
  const isEmpty = list.data?.items.length === 0 && page.search.pipeline === undefined;
  return (
    <>
      <PageHead
        title="Pipeline health"
        purpose="Which stage is slow, failing or wrong."
        views={!isEmpty && <Switcher page={page} />}
        actions={!isEmpty && <Compare page={page} />}
      />
      <TopBarSlot slot="range">
        <ToolbarSelect
          label="Range"
          value={page.range}
          onChange={page.choose}
          options={rangeOptions}
        />
      </TopBarSlot>
      <TopBarSlot slot="refresh">
        <RefreshControl
          asOf={asOf === undefined ? undefined : new Date(asOf)}
          refreshing={page.refreshing}
          onRefresh={page.refresh}
          liveTopics={topics}
        />
      </TopBarSlot>
      {isEmpty ? (
        <PanelFrame title="Pipelines" titleHidden>
          <NoPipelines />
        </PanelFrame>
      ) : (
        <Panels page={page} />
      )}
    </>
  );
}

function Compare({ page: { compares, compare, range } }: { page: PipelinePageState }) {
  return (
    <ToolbarSelect
      label="Compare"
      value={compares ? 'weeks' : 'off'}
      onChange={(to) => compare(to === 'weeks')}
      options={[
        { value: 'weeks', label: `Against ${beforeWords[range]}` },
        { value: 'off', label: 'No comparison' },
      ]}
    />
  );
}

/** All of one answer: the figures agree with each other, and fail together. */
function Panels({ page }: { page: PipelinePageState }) {
  const { data, error, isFetching, refetch } = page.health;
  if (data === undefined && error)
    return (
      <PanelFrame title="Pipeline" titleHidden>
        <ErrorState
          error={error}
          what="the pipeline"
          onRetry={() => void refetch()}
          retrying={isFetching}
        />
      </PanelFrame>
    );
  return (
    <>
      <ScorePanel page={page} />
      <StageFlow page={page} />
      <LatencyPanel page={page} />
      <ErrorRates page={page} />
      <div className="grid grid-cols-1 items-start gap-4 lg:grid-cols-2">
        <div className="grid grid-cols-1 gap-4">
          <TopErrors page={page} />
          <FailedRuns page={page} />
        </div>
        <SlowestRuns page={page} />
      </div>
    </>
  );
}

export const PipelinePage = withSearch(PipelineSearch, PipelineHealth);
