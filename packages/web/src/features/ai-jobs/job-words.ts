import type { AiJobStatus, CostSource, TokenClass } from '@taffrail/contract';

export const statusWords = {
  succeeded: 'Succeeded',
  failed: 'Failed',
} as const satisfies Record<AiJobStatus, string>;

export const costSourceWords = {
  reported: 'Reported',
  priced: 'Priced',
  unpriced: 'Unpriced',
} as const satisfies Record<CostSource, string>;

export const costSourceMeanings = {
  reported: 'The sender told it.',
  priced: 'Computed from the tokens by the price book.',
  unpriced: 'No price was known of the model: the cost is unknown, not nothing.',
} as const satisfies Record<CostSource, string>;

export const tokenClassWords = {
  input: 'Input',
  cached_read: 'Input read from a cache',
  cached_write: 'Input written to a cache',
  output: 'Output',
  reasoning: 'Output spent on reasoning',
} as const satisfies Record<TokenClass, string>;
