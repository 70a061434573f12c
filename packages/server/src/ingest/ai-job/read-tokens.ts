import { aiJobLimits } from '@taffrail/contract';
import type { TokenCounts } from '../../prices/prices.ts';
import { requiredInteger, type JsonObject } from '../record/fields.ts';
import { reject } from '../record/rejection.ts';

const bounds = { least: 0, most: aiJobLimits.tokens };

const readCount = (record: JsonObject, name: keyof TokenCounts): number =>
  requiredInteger(record[name] ?? 0, name, bounds);

/** What was read from or written to a cache is part of the input, what was reasoned of the output. */
export const readTokens = (record: JsonObject): { readonly tokens: TokenCounts } => {
  const tokens: TokenCounts = {
    inputTokens: readCount(record, 'inputTokens'),
    outputTokens: readCount(record, 'outputTokens'),
    cachedReadTokens: readCount(record, 'cachedReadTokens'),
    cachedWriteTokens: readCount(record, 'cachedWriteTokens'),
    reasoningTokens: readCount(record, 'reasoningTokens'),
  };
  if (tokens.cachedReadTokens + tokens.cachedWriteTokens > tokens.inputTokens)
    return reject('inputTokens includes cachedReadTokens and cachedWriteTokens');
  if (tokens.reasoningTokens > tokens.outputTokens)
    return reject('outputTokens includes reasoningTokens');
  return { tokens };
};
