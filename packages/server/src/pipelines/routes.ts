import type { Slice } from '../slice.ts';
import { pipelinePartitions } from './partitions.ts';

/** What pipelines do: their runs, stages and scores. */
export const pipelines: Slice = {
  name: 'pipelines',
  partitions: pipelinePartitions,
};
