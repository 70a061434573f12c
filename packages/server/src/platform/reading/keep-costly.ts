import type { Clock } from '../clock.ts';
import type { Logger } from '../log.ts';

/** What takes longer than this to answer is kept for a while. */
const costlyMs = 50;
/** For so many times as long as it took: refreshing never takes more than a twentieth of the time. */
const keptTimes = 20;
/** Past that it is still given, and made anew meanwhile, unless nobody asked for so long. */
const staleMs = 60_000;

interface Kept<T> {
  readonly answer: T;
  readonly begunAt: number;
  readonly madeAt: number;
  readonly tookMs: number;
}

/**
 * Answers anew each time as long as that is quick. An answer that is costly is given again for a
 * while, so that whoever asks often neither waits nor makes others wait; it should say when it was
 * made. One that a change has outdated is not: somebody who hears of the change asks for what is so
 * now.
 *
 * @param changedAt when what it is made of changed last; for what changes all the time, never
 */
export const keepCostly = <T>(
  { clock, log }: { clock: Clock; log: Logger },
  make: () => Promise<T>,
  isWorthKeeping: (answer: T) => boolean = () => true,
  changedAt: () => number = () => Number.NEGATIVE_INFINITY,
): (() => Promise<T>) => {
  let kept: Kept<T> | undefined;
  let isRefreshing = false;
  let renewal: { readonly begunAt: number; readonly answer: Promise<T> } | undefined;

  const makeAndKeep = async (): Promise<T> => {
    const begun = clock.now().getTime();
    const answer = await make();
    const madeAt = clock.now().getTime();
    const tookMs = madeAt - begun;
    kept =
      tookMs > costlyMs && isWorthKeeping(answer)
        ? { answer, begunAt: begun, madeAt, tookMs }
        : undefined;
    return answer;
  };

  /** Once for all who ask for it after the same change. */
  const renew = (): Promise<T> => {
    if (renewal && renewal.begunAt > changedAt()) return renewal.answer;
    const mine = {
      begunAt: clock.now().getTime(),
      answer: makeAndKeep().finally(() => {
        if (renewal === mine) renewal = undefined;
      }),
    };
    renewal = mine;
    return mine.answer;
  };

  const refresh = (): void => {
    if (isRefreshing) return;
    isRefreshing = true;
    makeAndKeep()
      .catch((error: unknown) => {
        kept = undefined;
        log.warn({ err: error }, 'a kept answer could not be made anew');
      })
      .finally(() => {
        isRefreshing = false;
      });
  };

  return async () => {
    if (!kept) return makeAndKeep();
    if (kept.begunAt <= changedAt()) return renew();
    const age = clock.now().getTime() - kept.madeAt;
    const freshMs = kept.tookMs * keptTimes;
    if (age > freshMs + staleMs) return makeAndKeep();
    if (age > freshMs) refresh();
    return kept.answer;
  };
};
