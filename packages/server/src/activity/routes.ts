import type { Slice } from '../slice.ts';
import { activityPartitions } from './partitions.ts';

export const activity: Slice = {
  name: 'activity',
  partitions: activityPartitions,
};
