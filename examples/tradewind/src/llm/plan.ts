import { createChance } from '../chance.ts';

export interface LlmCall {
  readonly provider: 'openai' | 'anthropic';
  readonly operation: 'chat' | 'embeddings';
  readonly model: string;
}

/** What becomes of a call. */
export type LlmOutcome =
  /** The first word comes after `firstWordMs`, the others `wordMs` apart. */
  | { readonly is: 'answered'; readonly firstWordMs: number; readonly wordMs: number }
  /** 429, with what to wait. */
  | { readonly is: 'throttled'; readonly retryAfterSeconds: number }
  /** 500. */
  | { readonly is: 'failed' }
  /** Anthropic's 529, OpenAI's 503. */
  | { readonly is: 'overloaded' }
  /** The connection stays open and nothing comes. */
  | { readonly is: 'silent' }
  /** Breaks off in the middle of the answer. */
  | { readonly is: 'cut' };

/** Asked once for each request. */
export type LlmPlan = (call: LlmCall) => LlmOutcome;

/** Larger models are slower; what embeds answers at once. */
const wordMs = (model: string): number => (/mini|nano|haiku|flash/.test(model) ? 6 : 18);

/** Milliseconds until the first word, of the model. */
export const firstWordMs = (model: string): number => {
  if (model.startsWith('gpt-5')) return 700;
  return /mini|nano|haiku|flash/.test(model) ? 260 : 620;
};

/** One in so many fails somehow: as providers do in a good month. */
const shares = { answered: 965, throttled: 18, failed: 6, overloaded: 8, cut: 3 } as const;

/** Follows from the seed and the order of the calls. */
export const planFrom = (seed: string): LlmPlan => {
  const chance = createChance(seed, 'llm');
  return ({ operation, model }) => {
    const is = chance.weighted(shares);
    if (is === 'throttled') return { is, retryAfterSeconds: chance.integer(1, 2) };
    if (is !== 'answered') return { is };
    if (operation === 'embeddings') return { is, firstWordMs: 30 + chance.waiting(40), wordMs: 0 };
    const slow = chance.happens(0.03) ? 6 : 1;
    return {
      is,
      firstWordMs: firstWordMs(model) * slow * (0.5 + chance.waiting(0.5)),
      wordMs: wordMs(model) * (0.7 + chance.next() * 0.6),
    };
  };
};
