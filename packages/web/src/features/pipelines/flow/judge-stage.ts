import type { PipelineStage } from '@taffrail/contract';
import { formatCount } from '../../../lib/format.ts';
import type { StatusName } from '../../../ui/status.tsx';
import { endedOf } from '../words/figures.ts';

export interface StageVerdict {
  readonly status: StatusName;
  readonly word: string;
}

/** The worst that is to be said of a stage, by what is known and no threshold but its own target. */
export const judgeStage = ({ figures, targetMs }: PipelineStage): StageVerdict => {
  const { counts, p95Ms } = figures;
  if (counts.failed > 0)
    return {
      status: counts.succeeded === 0 ? 'error' : 'warning',
      word: `${formatCount(counts.failed)} failed`,
    };
  if (targetMs !== null && p95Ms !== null && p95Ms > targetMs)
    return { status: 'warning', word: 'Above its target' };
  if (endedOf(figures) > 0) return { status: 'ok', word: 'No failures' };
  if (counts.running + counts.retrying > 0) return { status: 'running', word: 'Running' };
  if (counts.skipped > 0) return { status: 'idle', word: 'Skipped' };
  return { status: 'unknown', word: counts.neverRan > 0 ? 'Never ran' : 'Did not run' };
};
