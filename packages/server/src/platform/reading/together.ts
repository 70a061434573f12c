import { setTimeout as sleep } from 'node:timers/promises';

/** Reads for all questions that came together, and says how each is answered. */
export type ReadAll<Question, Answer> = (
  questions: readonly Question[],
) => Promise<(question: Question) => Answer>;

/**
 * Answers a question at once if no other is being answered. Those that come meanwhile wait, and the
 * next reading answers them together: it begins after each of them was asked, so that nobody gets an
 * answer older than the question. Nothing is remembered.
 *
 * @param crowdMs after a reading for several, the next waits for so long, since more are coming:
 *   who asks alone, even again and again, never waits
 */
export const together = <Question, Answer>(
  readAll: ReadAll<Question, Answer>,
  crowdMs: number,
): ((question: Question) => Promise<Answer>) => {
  interface Asked {
    readonly question: Question;
    readonly resolve: (answer: Answer) => void;
    readonly reject: (error: unknown) => void;
  }
  const waiting: Asked[] = [];
  let isReading = false;

  const answerTogether = async (asked: readonly Asked[]): Promise<void> => {
    try {
      const answerTo = await readAll(asked.map(({ question }) => question));
      for (const { question, resolve } of asked) resolve(answerTo(question));
    } catch (error) {
      for (const { reject } of asked) reject(error);
    }
  };

  const answerWaiting = async (): Promise<void> => {
    isReading = true;
    while (waiting.length > 0) {
      const asked = waiting.splice(0);
      const crowd = asked.length > 1 ? sleep(crowdMs) : undefined;
      await answerTogether(asked);
      await crowd;
    }
    isReading = false;
  };

  return (question) =>
    new Promise((resolve, reject) => {
      waiting.push({ question, resolve, reject });
      if (!isReading) void answerWaiting();
    });
};

/** The same for what is asked under a name: those who ask the same share one reading. */
export const togetherByName = <Answer>(
  crowdMs: number,
): ((name: string, read: () => Promise<Answer>) => Promise<Answer>) => {
  type Ask = (read: () => Promise<Answer>) => Promise<Answer>;
  const open = new Map<string, { readonly ask: Ask; askers: number }>();

  const newAsk = (): Ask =>
    together(async ([read]) => {
      const answer = await read?.();
      // A reading has at least one who asks.
      return () => answer as Answer;
    }, crowdMs);

  return async (name, read) => {
    const entry = open.get(name) ?? { ask: newAsk(), askers: 0 };
    open.set(name, entry);
    entry.askers += 1;
    try {
      return await entry.ask(read);
    } finally {
      entry.askers -= 1;
      if (entry.askers === 0) open.delete(name);
    }
  };
};
