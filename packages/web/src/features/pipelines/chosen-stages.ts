import type { PipelineHealth, PipelineStage } from '@taffrail/contract';

/** The one that the page is about, or all; all, too, where the address names one that is not there. */
export const chosenStages = (
  { stages }: Pick<PipelineHealth, 'stages'>,
  chosen: string | undefined,
): readonly PipelineStage[] => {
  const found = stages.filter(({ stage }) => stage === chosen);
  return found.length > 0 ? found : stages;
};
