import type { TraceEntry } from '@taffrail/contract';

/** The entries of a trace, each under what it is told to be a part of. */
export interface Tree {
  readonly roots: readonly TraceEntry[];
  readonly partsOf: ReadonlyMap<string, readonly TraceEntry[]>;
  readonly byId: ReadonlyMap<string, TraceEntry>;
}

export const buildTree = (entries: readonly TraceEntry[]): Tree => {
  const byId = new Map(entries.map((entry) => [entry.id, entry]));
  const roots: TraceEntry[] = [];
  const partsOf = new Map<string, TraceEntry[]>();
  for (const entry of entries) {
    if (entry.parentId === null || !byId.has(entry.parentId)) {
      roots.push(entry);
      continue;
    }
    const parts = partsOf.get(entry.parentId);
    if (parts) parts.push(entry);
    else partsOf.set(entry.parentId, [entry]);
  }
  return { roots, partsOf, byId };
};

export interface TreeRow {
  readonly entry: TraceEntry;
  /** From 1. */
  readonly level: number;
  /** Its place among those of the same parent, from 1, and how many they are. */
  readonly place: number;
  readonly siblings: number;
  readonly hasParts: boolean;
  readonly isOpen: boolean;
  /** It does not match itself: what it holds does. */
  readonly isContext: boolean;
}

/** What matches, and all that it is a part of. */
const withAncestors = (
  { byId }: Tree,
  matches: (entry: TraceEntry) => boolean,
): ReadonlySet<string> => {
  const kept = new Set<string>();
  for (const entry of byId.values()) {
    if (!matches(entry)) continue;
    let at: TraceEntry | undefined = entry;
    while (at && !kept.has(at.id)) {
      kept.add(at.id);
      at = at.parentId === null ? undefined : byId.get(at.parentId);
    }
  }
  return kept;
};

/**
 * The rows in the order in which they are drawn.
 *
 * @param closed whose parts are folded away
 * @param matches absent: everything
 */
export const listTreeRows = (
  tree: Tree,
  closed: ReadonlySet<string>,
  matches?: (entry: TraceEntry) => boolean,
): TreeRow[] => {
  const kept = matches && withAncestors(tree, matches);
  const keptOf = (entries: readonly TraceEntry[]): readonly TraceEntry[] =>
    kept ? entries.filter(({ id }) => kept.has(id)) : entries;
  const rows: TreeRow[] = [];
  // A stack of its own: a chain of thousands of spans is deeper than calls may be.
  const waiting: { entries: readonly TraceEntry[]; next: number }[] = [
    { entries: keptOf(tree.roots), next: 0 },
  ];
  for (let top = waiting.at(-1); top; top = waiting.at(-1)) {
    const entry = top.entries[top.next];
    if (!entry) {
      waiting.pop();
      continue;
    }
    top.next += 1;
    const parts = keptOf(tree.partsOf.get(entry.id) ?? []);
    const isOpen = parts.length > 0 && !closed.has(entry.id);
    rows.push({
      entry,
      level: waiting.length,
      place: top.next,
      siblings: top.entries.length,
      hasParts: parts.length > 0,
      isOpen,
      isContext: matches !== undefined && !matches(entry),
    });
    if (isOpen) waiting.push({ entries: parts, next: 0 });
  }
  return rows;
};

/** How much earlier a part begins than what holds it: their clocks differ by at least so much. */
export const skewOf = ({ byId }: Tree, entry: TraceEntry): number => {
  const parent = entry.parentId === null ? undefined : byId.get(entry.parentId);
  return parent ? Math.max(0, parent.startUs - entry.startUs) : 0;
};

export interface Gap {
  readonly fromUs: number;
  readonly toUs: number;
}

/** Of the whole trace; shorter ones are no news. */
const leastShare = 0.05;

/** Stretches of which nothing is known: no entry lasts over them, none lies in them. */
export const findGaps = (entries: readonly TraceEntry[], durationUs: number): Gap[] => {
  const gaps: Gap[] = [];
  let reachedUs = 0;
  // They come by their start.
  for (const { startUs, durationUs: lasts } of entries) {
    if (startUs - reachedUs > durationUs * leastShare)
      gaps.push({ fromUs: reachedUs, toUs: startUs });
    reachedUs = Math.max(reachedUs, startUs + (lasts ?? 0));
  }
  return gaps;
};
