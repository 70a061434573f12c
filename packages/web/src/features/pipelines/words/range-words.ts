import type { PipelineRange } from '@taffrail/contract';

export const rangeTitles = {
  '24h': 'Last 24 hours',
  '7d': 'Last 7 days',
  '30d': 'Last 30 days',
  '90d': 'Last 90 days',
} as const satisfies Record<PipelineRange, string>;

/** What a range is compared with: the same weekdays. */
export const beforeWords = {
  '24h': 'a week before',
  '7d': 'the week before',
  '30d': 'five weeks before',
  '90d': '13 weeks before',
} as const satisfies Record<PipelineRange, string>;
