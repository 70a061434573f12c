/** Tokens and cost of one call of a model, as its provider bills them. */
export interface Usage {
  /** Those read from and written to a cache included. */
  inputTokens?: number | null | undefined;
  /** Those of reasoning included. */
  outputTokens?: number | null | undefined;
  cachedReadTokens?: number | null | undefined;
  cachedWriteTokens?: number | null | undefined;
  reasoningTokens?: number | null | undefined;
  /** US dollars, when the provider or a gateway tells them: it wins over the console's price book. */
  costUsd?: number | string | null | undefined;
}

/** Ready for the wire: whole numbers that hold each other as the console demands it. */
export interface CountedUsage {
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly cachedReadTokens: number;
  readonly cachedWriteTokens: number;
  readonly reasoningTokens: number;
  readonly costUsd: number | string | undefined;
}

/** The console's limits. */
const mostTokens = 1_000_000_000;
const highestCostUsd = 99_999;
const decimal = /^\d{1,5}(\.\d{1,20})?$/;

const toCount = (value: unknown): number =>
  typeof value === 'number' && value > 0 ? Math.min(mostTokens, Math.round(value)) : 0;

function toCost(value: unknown): number | string | undefined {
  if (typeof value === 'string') return decimal.test(value) ? value : undefined;
  return typeof value === 'number' && value >= 0 && value <= highestCostUsd ? value : undefined;
}

/** Takes whatever a host or a provider says: what is no count is none. */
export function countUsage(usage: Usage): CountedUsage {
  const cachedReadTokens = toCount(usage.cachedReadTokens);
  const cachedWriteTokens = toCount(usage.cachedWriteTokens);
  const reasoningTokens = toCount(usage.reasoningTokens);
  return {
    inputTokens: Math.max(toCount(usage.inputTokens), cachedReadTokens + cachedWriteTokens),
    outputTokens: Math.max(toCount(usage.outputTokens), reasoningTokens),
    cachedReadTokens,
    cachedWriteTokens,
    reasoningTokens,
    costUsd: toCost(usage.costUsd),
  };
}
