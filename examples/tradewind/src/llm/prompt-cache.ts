import { createHash } from 'node:crypto';

const minuteMs = 60_000;
const keptMs = 5 * minuteMs;
const mostEntries = 200;

/** Beginnings of prompts that were seen in the last five minutes, as both providers keep them. */
export interface PromptCache {
  /** Whether it was there; it is from now on. */
  meets(model: string, beginning: string): boolean;
}

export const createPromptCache = (now: () => number = Date.now): PromptCache => {
  const seenAt = new Map<string, number>();
  return {
    meets: (model, beginning) => {
      const key = createHash('sha256').update(`${model}\n${beginning}`).digest('base64');
      const before = seenAt.get(key);
      // Again at the end: the first is the one that was not seen for longest.
      seenAt.delete(key);
      seenAt.set(key, now());
      const [oldest] = seenAt.keys();
      if (seenAt.size > mostEntries && oldest !== undefined) seenAt.delete(oldest);
      return before !== undefined && now() - before < keptMs;
    },
  };
};
