import { aiJobLimits } from '@taffrail/contract';
import type { Attributes } from '../../decode/otlp-data.ts';
import { findCount, findText } from '../attributes.ts';
import { names } from './names.ts';

/** As AI jobs count: input with what was cached, output with what was reasoned. */
export interface Usage {
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly cachedReadTokens: number;
  readonly cachedWriteTokens: number;
  readonly reasoningTokens: number;
}

interface Told {
  readonly input: number | undefined;
  readonly output: number | undefined;
  readonly total: number | undefined;
  readonly uncached: number | undefined;
  readonly read: number;
  readonly write: number;
  readonly reasoning: number;
}

const fieldsOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};

/** Where the Vercel AI SDK up to 5 says what Anthropic's cache held. */
const readAnthropicMetadata = (attributes: Attributes) => {
  const text = findText(attributes, names.vercelMetadata);
  if (text === undefined || !text.includes('"cache')) return {};
  try {
    const { cacheReadInputTokens: read, cacheCreationInputTokens: write } = fieldsOf(
      fieldsOf(JSON.parse(text))['anthropic'],
    );
    return {
      read: typeof read === 'number' ? read : undefined,
      write: typeof write === 'number' ? write : undefined,
    };
  } catch {
    return {};
  }
};

const readTold = (attributes: Attributes): Told => {
  const metadata = readAnthropicMetadata(attributes);
  const count = (of: readonly string[]): number | undefined => {
    const found = findCount(attributes, of);
    return found !== undefined && found <= aiJobLimits.tokens ? found : undefined;
  };
  return {
    input: count(names.input),
    output: count(names.output),
    total: count(names.total),
    uncached: count(names.uncached),
    read: count(names.cachedRead) ?? metadata.read ?? 0,
    write: count(names.cachedWrite) ?? metadata.write ?? 0,
    reasoning: count(names.reasoning) ?? 0,
  };
};

/**
 * Anthropic and Bedrock count cached tokens beside the input. OpenTelemetry's conventions want them
 * in it; the Vercel AI SDK up to 5 passes on what it was told, and then its total lacks them too.
 */
const countsBeside = (attributes: Attributes, provider: string): boolean =>
  findText(attributes, names.vercelOperation) !== undefined &&
  findCount(attributes, names.uncached) === undefined &&
  /anthropic|bedrock/.test(provider);

const readInput = (told: Told, isBeside: boolean): number => {
  const { input, output, total, uncached } = told;
  const cached = told.read + told.write;
  if (uncached !== undefined) return Math.max(input ?? 0, uncached + cached);
  if (input === undefined) {
    const rest = total !== undefined && output !== undefined ? total - output : 0;
    return Math.max(rest, cached);
  }
  // A part is not larger than the whole, and a total says what it is the sum of.
  const isApart =
    isBeside || cached > input || (cached > 0 && total === input + cached + (output ?? 0));
  return isApart ? input + cached : input;
};

const readOutput = ({ input, output, total, reasoning }: Told, inputTokens: number): number => {
  if (output === undefined) {
    const rest = total !== undefined && input !== undefined ? total - inputTokens : 0;
    return Math.max(rest, reasoning);
  }
  // Gemini's candidates lack what was thought; its total has it.
  const isApart =
    reasoning > output || (reasoning > 0 && total === inputTokens + output + reasoning);
  return isApart ? output + reasoning : output;
};

export const readUsage = (attributes: Attributes, provider: string): Usage => {
  const told = readTold(attributes);
  const inputTokens = readInput(told, countsBeside(attributes, provider));
  return {
    inputTokens,
    outputTokens: readOutput(told, inputTokens),
    cachedReadTokens: told.read,
    cachedWriteTokens: told.write,
    reasoningTokens: told.reasoning,
  };
};
