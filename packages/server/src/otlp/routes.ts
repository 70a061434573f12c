import type { Slice } from '../slice.ts';
import { spanPartitions } from './partitions.ts';

export const otlp: Slice = {
  name: 'otlp',
  partitions: spanPartitions,
};
