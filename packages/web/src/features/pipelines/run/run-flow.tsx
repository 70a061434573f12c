import { useState } from 'react';
import {
  alertPipeline,
  type getPipelineRun,
  type RouteAnswer,
  type StageExecution,
} from '@taffrail/contract';
import { cx } from '../../../lib/class-names.ts';
import { formatLatency, formatPercent } from '../../../lib/format.ts';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { Connector } from '../flow/connector.tsx';
import { RunStatusMark } from '../words/run-status.tsx';
import { groupAttempts, type RunStage } from './group-attempts.ts';
import { StageDetail } from './stage-detail.tsx';

export type WholeRun = RouteAnswer<typeof getPipelineRun>;

const hasFailed = ({ latest }: RunStage): boolean => latest.status === 'failed';

/** The way of a run through its stages; what failed is open, the others open when they are asked for. */
export function RunFlow({ run }: { run: WholeRun }) {
  const stages = groupAttempts(run.stages);
  const [chosen, setChosen] = useState<ReadonlyMap<string, boolean>>(new Map());
  if (stages.length === 0)
    return <EmptyState kind="filter" title="No stage of this run was told of." />;
  const isOpen = (stage: RunStage): boolean => chosen.get(stage.stage) ?? hasFailed(stage);
  const toggle = (stage: RunStage): void =>
    setChosen((now) => new Map(now).set(stage.stage, !isOpen(stage)));
  const open = stages.filter(isOpen);
  return (
    <>
      <ol
        aria-label="Stages of the run"
        className="flex flex-col gap-y-1 sm:flex-row sm:flex-wrap sm:gap-y-3"
      >
        {stages.map((stage, index) => (
          <li
            key={stage.stage}
            className="flex min-w-0 flex-col sm:max-w-72 sm:min-w-40 sm:flex-1 sm:flex-row sm:items-center"
          >
            {index > 0 && <Connector share={wasReached(stage.latest) ? 0.3 : 0} />}
            <StageButton
              stage={stage}
              isOpen={isOpen(stage)}
              controls={detailId(run.id, index)}
              onToggle={() => toggle(stage)}
            />
          </li>
        ))}
      </ol>
      {open.length > 0 && (
        <div className="mt-4 grid gap-4">
          {stages.map(
            (stage, index) =>
              isOpen(stage) && (
                <StageDetail
                  key={stage.stage}
                  id={detailId(run.id, index)}
                  stage={stage}
                  scores={run.scores.filter((score) => score.stage === stage.stage)}
                />
              ),
          )}
        </div>
      )}
    </>
  );
}

const detailId = (runId: string, index: number): string => `stage-${runId}-${index}`;

const wasReached = ({ status, neverRan }: StageExecution): boolean =>
  !neverRan && status !== 'pending';

interface StageButtonProps {
  stage: RunStage;
  isOpen: boolean;
  controls: string;
  onToggle: () => void;
}

function StageButton({ stage, isOpen, controls, onToggle }: StageButtonProps) {
  const { latest } = stage;
  return (
    <button
      type="button"
      aria-expanded={isOpen}
      aria-controls={isOpen ? controls : undefined}
      onClick={onToggle}
      className={cx(
        'min-w-0 flex-1 rounded-panel border px-3 py-2 text-left hover:bg-sunken',
        isOpen ? 'border-accent' : 'border-line',
      )}
    >
      <span className="block truncate font-medium" title={stage.stage}>
        {stage.stage}
      </span>
      <span className="block text-compact">
        <RunStatusMark of={latest} />
      </span>
      <span className="block min-h-4 text-caption text-muted" data-numeric>
        {summaryOf(latest)}
      </span>
    </button>
  );
}

/** `812 ms · attempt 2 · accuracy 80.0%`. */
const summaryOf = ({ pipeline, durationMs, attempt, accuracy }: StageExecution): string =>
  [
    durationMs === null ? undefined : formatLatency(durationMs),
    attempt > 1 || pipeline === alertPipeline ? `attempt ${attempt}` : undefined,
    accuracy === null ? undefined : `accuracy ${formatPercent(accuracy)}`,
  ]
    .filter((text) => text !== undefined)
    .join(' · ');
