import { fieldsOf, isFields, type Fields } from './fields.ts';
import type { Usage } from './usage.ts';

const count = (value: unknown): number | undefined =>
  typeof value === 'number' ? value : undefined;

const sum = (...counts: readonly (number | undefined)[]): number =>
  counts.reduce<number>((total, each) => total + (each ?? 0), 0);

/** Chat completions, embeddings and all that copied their form. */
function readPromptTokens(usage: Fields): Usage {
  const prompt = fieldsOf(usage['prompt_tokens_details']);
  const completion = fieldsOf(usage['completion_tokens_details']);
  return {
    inputTokens: count(usage['prompt_tokens']),
    outputTokens: count(usage['completion_tokens']),
    cachedReadTokens: count(prompt['cached_tokens']),
    cachedWriteTokens: count(prompt['cache_write_tokens']),
    reasoningTokens: count(completion['reasoning_tokens']),
    // Gateways: OpenRouter.
    costUsd: count(usage['cost']),
  };
}

/** Anthropic counts what was cached beside the input, OpenAI's responses within it. */
function readInputTokens(usage: Fields): Usage {
  const input = fieldsOf(usage['input_tokens_details']);
  const output = fieldsOf(usage['output_tokens_details']);
  const beside = count(usage['cache_read_input_tokens']);
  const writtenBeside = count(usage['cache_creation_input_tokens']);
  return {
    inputTokens: sum(count(usage['input_tokens']), beside, writtenBeside),
    outputTokens: count(usage['output_tokens']),
    cachedReadTokens: beside ?? count(input['cached_tokens']),
    cachedWriteTokens: writtenBeside ?? count(input['cache_write_tokens']),
    reasoningTokens: count(output['reasoning_tokens'] ?? output['thinking_tokens']),
  };
}

/** The Vercel AI SDK: what a model answers (from 6 on), and what `generateText` does. */
function readCamelCase(usage: Fields): Usage {
  const { inputTokens, outputTokens } = usage;
  if (isFields(inputTokens) || isFields(outputTokens)) {
    const [input, output] = [fieldsOf(inputTokens), fieldsOf(outputTokens)];
    return {
      inputTokens: count(input['total']),
      outputTokens: count(output['total']),
      cachedReadTokens: count(input['cacheRead']),
      cachedWriteTokens: count(input['cacheWrite']),
      reasoningTokens: count(output['reasoning']),
    };
  }
  const input = fieldsOf(usage['inputTokenDetails']);
  const output = fieldsOf(usage['outputTokenDetails']);
  return {
    inputTokens: count(inputTokens),
    outputTokens: count(outputTokens),
    cachedReadTokens: count(input['cacheReadTokens']) ?? count(usage['cachedInputTokens']),
    cachedWriteTokens: count(input['cacheWriteTokens']),
    reasoningTokens: count(output['reasoningTokens']) ?? count(usage['reasoningTokens']),
  };
}

/** What the `usage` of a response says; undefined when it has none of the known forms. */
export function readUsage(usage: unknown): Usage | undefined {
  if (!isFields(usage)) return undefined;
  if ('prompt_tokens' in usage) return readPromptTokens(usage);
  if ('input_tokens' in usage || 'output_tokens' in usage) return readInputTokens(usage);
  if ('inputTokens' in usage || 'outputTokens' in usage) return readCamelCase(usage);
  // An embedding of the Vercel AI SDK.
  if ('tokens' in usage) return { inputTokens: count(usage['tokens']) };
  return undefined;
}
