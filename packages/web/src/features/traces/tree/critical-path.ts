import type { TraceEntry } from '@taffrail/contract';
import type { Tree } from './prepare-tree.ts';

export interface Stretch {
  readonly fromUs: number;
  readonly toUs: number;
}

/** Of each entry on it, when the whole waited for just that, and for none of its parts. */
export type CriticalPath = ReadonlyMap<string, readonly Stretch[]>;

const endOf = ({ startUs, durationUs }: TraceEntry): number => startUs + (durationUs ?? 0);

/** What lasted longest of what is part of nothing else. */
const findLongest = ({ roots }: Tree): TraceEntry | undefined =>
  roots
    .filter(({ durationUs }) => durationUs !== null && durationUs > 0)
    .toSorted((a, b) => (b.durationUs ?? 0) - (a.durationUs ?? 0))[0];

/**
 * What the longest of a trace waited for: backwards from its end always the part that ended last,
 * from the beginning of that the one that had ended by then, and so on, in each of them again. Had
 * any of it been shorter, so had the whole.
 */
export const findCriticalPath = (tree: Tree): CriticalPath => {
  const path = new Map<string, Stretch[]>();
  const root = findLongest(tree);
  // A stack of its own: a chain of thousands of spans is deeper than calls may be.
  const waiting = root ? [{ entry: root, fromUs: root.startUs, untilUs: endOf(root) }] : [];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { entry, untilUs } = next;
    // By its own clock it may have begun before it was waited for.
    const fromUs = Math.max(entry.startUs, next.fromUs);
    const own: Stretch[] = [];
    let cursorUs = untilUs;
    const lastFirst = (tree.partsOf.get(entry.id) ?? [])
      .filter(({ durationUs }) => durationUs !== null && durationUs > 0)
      .toSorted((a, b) => endOf(b) - endOf(a));
    for (const part of lastFirst) {
      // What outlives it is waited for only as long as it lasts itself.
      const endUs = Math.min(endOf(part), untilUs);
      if (endUs > cursorUs || endUs <= fromUs || part.startUs >= endUs) continue;
      if (endUs < cursorUs) own.push({ fromUs: endUs, toUs: cursorUs });
      waiting.push({ entry: part, fromUs, untilUs: endUs });
      cursorUs = Math.max(part.startUs, fromUs);
    }
    if (cursorUs > fromUs) own.push({ fromUs, toUs: cursorUs });
    path.set(entry.id, own.toReversed());
  }
  return path;
};
