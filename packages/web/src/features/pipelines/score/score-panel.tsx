import type { PipelineHealth } from '@taffrail/contract';
import { Definition } from '../../../ui/definition.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { Skeleton } from '../../../ui/skeleton.tsx';
import { formatFigure } from '../../../lib/format.ts';
import { ChangeMark } from './change-mark.tsx';
import { endedOf } from '../words/figures.ts';
import type { PipelinePageState } from '../use-pipeline-page.ts';
import { RunCounts } from './run-counts.tsx';
import { ScoreTerms } from '../../../ui/health-score/score-terms.tsx';

/** How the pipeline does, in one number and in what that is made of. */
export function ScorePanel({ page }: { page: PipelinePageState }) {
  return (
    <Panel
      title="Health score"
      what="the health score"
      query={page.health}
      definition={<Definition metric="pipeline_health_score" />}
      className="mb-4"
      skeleton={<Skeleton className="h-40" />}
    >
      {({ pipeline }) => (
        <div className="grid gap-x-10 gap-y-4 lg:grid-cols-[auto_minmax(0,3fr)_minmax(0,2fr)]">
          <Score pipeline={pipeline} compares={page.compares} />
          <ScoreTerms health={pipeline.health} />
          <RunCounts page={page} pipeline={pipeline} />
        </div>
      )}
    </Panel>
  );
}

interface ScoreProps {
  pipeline: PipelineHealth['pipeline'];
  compares: boolean;
}

function Score({ pipeline, compares }: ScoreProps) {
  const { health, comparedHealth, comparedRuns } = pipeline;
  return (
    <p className="min-w-24">
      <span className="block text-hero" data-numeric>
        {formatFigure(health.score, 'points').text}
      </span>
      <span className="block text-compact text-muted">
        {health.score === null ? 'Nothing to reckon it from' : 'of 100'}
      </span>
      <ChangeMark
        metric="pipeline_health_score"
        comparison={
          compares
            ? {
                value: health.score,
                previous: comparedHealth.score,
                events: endedOf(comparedRuns),
              }
            : undefined
        }
      />
    </p>
  );
}
