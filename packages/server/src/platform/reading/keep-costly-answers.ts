import type { Clock } from '../clock.ts';
import type { Logger } from '../log.ts';
import { keepCostly } from './keep-costly.ts';

/** Questions that are remembered, each with a reader of its own. */
const mostReaders = 200;

/**
 * Keeps costly answers by what was asked: for figures that are the same for all who may see them.
 *
 * @param changedAt when what they are made of changed last; for what changes all the time, never
 */
export const keepCostlyAnswers = <Q, A>(
  context: { readonly clock: Clock; readonly log: Logger },
  read: (asked: Q) => Promise<A>,
  isWorthKeeping: (answer: A) => boolean,
  changedAt?: () => number,
): ((asked: Q) => Promise<A>) => {
  const readers = new Map<string, () => Promise<A>>();
  return (asked) => {
    const name = JSON.stringify(asked);
    const reader =
      readers.get(name) ?? keepCostly(context, () => read(asked), isWorthKeeping, changedAt);
    if (!readers.has(name)) {
      // Filters can be anything: whoever asks for too many different ones starts anew.
      if (readers.size >= mostReaders) readers.clear();
      readers.set(name, reader);
    }
    return reader();
  };
};
