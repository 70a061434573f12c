import type { PipelineHealth, PipelineStage } from '@taffrail/contract';
import { useCrosshair, type Crosshair } from '../../../charts/draw/time-series/use-crosshair.ts';
import { TimeSeries } from '../../../charts/draw/time-series/time-series.tsx';
import { cx } from '../../../lib/class-names.ts';
import { formatLatency } from '../../../lib/format.ts';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { Skeleton } from '../../../ui/skeleton.tsx';
import { chosenStages } from '../chosen-stages.ts';
import { endedOf } from '../words/figures.ts';
import type { PipelinePageState } from '../use-pipeline-page.ts';
import { beforeWords } from '../words/range-words.ts';

const height = 120;

/** How long each stage took over time, beside the weeks before: one small picture each. */
export function LatencyPanel({ page }: { page: PipelinePageState }) {
  const crosshair = useCrosshair();
  return (
    <Panel
      title="Latency by stage"
      query={page.health}
      className="mb-4"
      skeleton={<Skeleton className="h-60" />}
      isEmpty={(health) => chosenStages(health, page.search.stage).every(isWithout)}
      empty={
        <EmptyState kind="filter" title="No stage ended in this range, nor in the one before." />
      }
    >
      {(health) => {
        const stages = chosenStages(health, page.search.stage).filter((stage) => !isWithout(stage));
        return (
          <div
            className={cx(
              'grid gap-x-8 gap-y-6',
              stages.length > 1 && 'lg:grid-cols-2 2xl:grid-cols-3',
            )}
          >
            {stages.map((stage) => (
              <StageLatency key={stage.stage} {...{ page, health, stage, crosshair }} />
            ))}
          </div>
        );
      }}
    </Panel>
  );
}

/** Neither now nor in the range that is compared with. */
const isWithout = ({ figures, compared }: PipelineStage): boolean =>
  endedOf(figures) + endedOf(compared) === 0;

interface StageLatencyProps {
  page: PipelinePageState;
  health: PipelineHealth;
  stage: PipelineStage;
  crosshair: Crosshair;
}

function StageLatency({ page, health, stage, crosshair }: StageLatencyProps) {
  const { series } = stage;
  return (
    <div className="min-w-0">
      <h3 className="mb-1 font-medium">{stage.title}</h3>
      <TimeSeries
        title={`latency of ${stage.title}`}
        moments={health.moments}
        stepSeconds={health.stepSeconds}
        lines={[
          { id: 'p50', title: 'p50', colour: 3, values: series.map(({ p50Ms }) => p50Ms) },
          {
            id: 'p95',
            title: 'p95',
            colour: 1,
            values: series.map(({ p95Ms }) => p95Ms),
            previous: page.compares ? series.map(({ comparedP95Ms }) => comparedP95Ms) : undefined,
          },
        ]}
        main="p95"
        format={formatLatency}
        previousTitle={beforeWords[page.range]}
        crosshair={crosshair}
        height={height}
      />
    </div>
  );
}
