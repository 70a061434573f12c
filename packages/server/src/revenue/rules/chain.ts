import type { StoryPart } from './story-part.ts';
import type { Subscription } from './subscription.ts';

const keyOf = (subscription: Subscription): string => JSON.stringify(subscription);

/** A part with the state that it ends in, and the one that it goes on from where it says so. */
interface Link {
  readonly part: StoryPart;
  readonly from: string | undefined;
  readonly to: string;
}

const toLink = (part: StoryPart): Link => ({
  part,
  from: part.before?.kind === 'state' ? keyOf(part.before.subscription) : undefined,
  to: keyOf(part.subscription),
});

/**
 * Takes away what goes on from a state, one after the other. A state may come several times: where a
 * way ends too early, what was left is walked before it (Hierholzer), so that none is missed.
 */
const takeTrail = (left: Set<Link>, state: string): Link[] => {
  const onwards = Map.groupBy(left, ({ from }) => from);
  const walked: Link[] = [];
  const trail: Link[] = [];
  for (let at = state; ;) {
    const next = onwards.get(at)?.shift();
    const link = next ?? walked.pop();
    if (!link) break;
    if (next) {
      walked.push(next);
      at = next.to;
    } else {
      trail.push(link);
      at = link.from ?? state;
    }
  }
  for (const link of trail) left.delete(link);
  return trail.toReversed();
};

/**
 * What begins with it. Else the first that goes on from a state that more leave than reach, or that
 * says nothing of what was before.
 */
const findHead = (left: ReadonlySet<Link>): Link | undefined => {
  const links = [...left];
  const balance = new Map<string, number>();
  for (const { from, to } of links) {
    if (from !== undefined) balance.set(from, (balance.get(from) ?? 0) + 1);
    balance.set(to, (balance.get(to) ?? 0) - 1);
  }
  const isLeft = ({ from }: Link): boolean => from !== undefined && (balance.get(from) ?? 0) > 0;
  const goesInCircles = !links.some(isLeft);
  return (
    links.find(({ part }) => part.before?.kind === 'nothing') ??
    links.find((link) => goesInCircles || link.from === undefined || isLeft(link))
  );
};

/**
 * The parts of one second, in order, by the chain of what was before each; what that leaves open
 * stays in its order. Their moments stay, too, whichever part has them now.
 */
export const chainOf = (
  parts: readonly StoryPart[],
  last: StoryPart | undefined,
): readonly StoryPart[] => {
  const left = new Set(parts.map(toLink));
  if (parts.length === 1 || left.values().every(({ from }) => from === undefined)) return parts;
  const begins = parts.some(({ before }) => before?.kind === 'nothing');
  const found = begins || !last ? [] : takeTrail(left, keyOf(last.subscription));
  while (left.size > 0) {
    const head = findHead(left);
    if (!head) break;
    left.delete(head);
    found.push(head, ...takeTrail(left, head.to));
  }
  return found.flatMap(({ part }, place) => {
    const at = parts[place]?.at;
    return at ? [{ ...part, at }] : [];
  });
};
