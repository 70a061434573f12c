import type { PipelineStage } from '@taffrail/contract';
import { Definition } from '../../../ui/definition.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { Skeleton } from '../../../ui/skeleton.tsx';
import { endedOf, hoursBetween } from '../words/figures.ts';
import { writeRunFilters } from '../runs/runs-search.ts';
import type { PipelinePageState } from '../use-pipeline-page.ts';
import { Connector } from './connector.tsx';
import { StageCard } from './stage-card.tsx';

const definitions = [
  ['stage_executions', 'Executions'],
  ['stage_latency_p95', 'Latency'],
  ['stage_error_rate', 'Error rate'],
  ['stage_accuracy', 'Accuracy'],
] as const;

/** The stages in their order, from left to right, or on narrow screens from the top. */
export function StageFlow({ page }: { page: PipelinePageState }) {
  return (
    <Panel
      title="Stages"
      query={page.health}
      className="mb-4"
      skeleton={<Skeleton className="h-56" />}
      isEmpty={({ stages }) => stages.length === 0}
      empty={<EmptyState kind="never" title="No stage of this pipeline has been told of." />}
    >
      {(health) => {
        const hours = hoursBetween(health.range);
        const most = Math.max(1, ...health.stages.map(({ figures }) => endedOf(figures)));
        return (
          <>
            <ol
              aria-label={`Stages of ${health.pipeline.title}`}
              className="flex flex-col gap-y-1 sm:flex-row sm:flex-wrap sm:gap-y-4"
            >
              {health.stages.map((stage, index) => (
                <li
                  key={stage.stage}
                  className="flex min-w-0 flex-col sm:max-w-84 sm:min-w-56 sm:flex-1 sm:flex-row sm:items-center"
                >
                  {index > 0 && <Connector share={volumeShare(stage, most)} />}
                  <StageCard
                    stage={stage}
                    hours={hours}
                    compares={page.compares}
                    isChosen={page.search.stage === stage.stage}
                    failedRuns={{
                      range: `${health.range.from}..now`,
                      f: writeRunFilters({
                        pipeline: health.pipeline.pipeline,
                        failedStage: stage.stage,
                      }),
                    }}
                    searchOf={(chosen) => ({ ...page.search, stage: chosen })}
                  />
                </li>
              ))}
            </ol>
            <p className="mt-3 flex flex-wrap items-center gap-x-3 text-compact text-muted">
              {definitions.map(([metric, title]) => (
                <span key={metric} className="inline-flex items-center">
                  {title} <Definition metric={metric} />
                </span>
              ))}
            </p>
          </>
        );
      }}
    </Panel>
  );
}

/** How much went through a stage, of what the busiest had. */
const volumeShare = ({ figures }: PipelineStage, most: number): number => endedOf(figures) / most;
