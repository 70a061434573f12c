import { z } from 'zod';
import { Subscription } from './subscription.ts';
import type { Snapshot } from './timeline.ts';

const Moment = z.coerce.date();

/**
 * What was before a snapshot: nothing, since it began with it; a state, as who told of the snapshot
 * knows it; or one that is only likely. Both had been so since some moment.
 */
export const Before = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('nothing') }),
  z.object({ kind: z.literal('state'), since: Moment, subscription: Subscription }),
  z.object({ kind: z.literal('guess'), since: Moment, subscription: Subscription }),
]);
export type Before = z.infer<typeof Before>;

/** A snapshot with what is known of the time before it, and whether it was seen or concluded. */
export interface StoryPart extends Snapshot {
  readonly before: Before | undefined;
  readonly isReconstructed: boolean;
}

const secondOf = ({ at }: StoryPart): number => Math.floor(at.getTime() / 1_000);
const keyOf = (subscription: Subscription): string => JSON.stringify(subscription);
const leadsFrom = ({ before }: StoryPart): string | undefined =>
  before?.kind === 'state' ? keyOf(before.subscription) : undefined;

/** Of what is left, the part that goes on from a state; else one that goes on from none of the others. */
const findNext = (left: readonly StoryPart[], state: string | undefined): StoryPart | undefined => {
  const onwards = left.find((part) => state !== undefined && leadsFrom(part) === state);
  if (onwards) return onwards;
  const after = new Map(left.map((part) => [part, keyOf(part.subscription)]));
  const isFirst = (part: StoryPart): boolean => {
    const from = leadsFrom(part);
    return left.every((other) => other === part || after.get(other) !== from);
  };
  return left.find(isFirst) ?? left[0];
};

/** One second's parts by the chain of what was before each; their moments stay, in order. */
const chain = (parts: readonly StoryPart[], last: StoryPart | undefined): readonly StoryPart[] => {
  if (!parts.some((part) => leadsFrom(part) !== undefined)) return parts;
  const left = [...parts];
  const found: StoryPart[] = [];
  for (const { at } of parts) {
    const previous = found.at(-1) ?? last;
    const next = findNext(left, previous && keyOf(previous.subscription));
    if (!next) break;
    left.splice(left.indexOf(next), 1);
    found.push({ ...next, at });
  }
  return found;
};

const inOrder = (parts: readonly StoryPart[]): StoryPart[] => {
  const byTime = parts.toSorted((a, b) => a.at.getTime() - b.at.getTime());
  const ordered: StoryPart[] = [];
  for (const second of Map.groupBy(byTime, secondOf).values())
    ordered.push(...(second.length === 1 ? second : chain(second, ordered.at(-1))));
  return ordered;
};

/** Of the time since somebody saw it, and of that before it began, nothing needs to be concluded. */
const withoutNeedless = (parts: readonly StoryPart[]): readonly StoryPart[] => {
  const seen = parts.find(({ isReconstructed }) => !isReconstructed);
  const beginning = parts.find(({ before }) => before?.kind === 'nothing');
  return parts.filter(
    ({ at, isReconstructed }) =>
      !isReconstructed || ((!seen || at < seen.at) && (!beginning || at > beginning.at)),
  );
};

/**
 * What is known of one subscription, in its order: told by the second, in which several things may
 * happen. Where it was not seen to begin, and nothing else was concluded, what was before the first
 * part is, from when on it had been so.
 */
export const toStory = (parts: readonly StoryPart[]): StoryPart[] => {
  const story = withoutNeedless(inOrder(parts));
  const [first] = story;
  const before = first?.before;
  if (!first || first.isReconstructed || !before || before.kind === 'nothing') return [...story];
  const { since, subscription } = before;
  if (since >= first.at) return [...story];
  return [{ at: since, subscription, before: undefined, isReconstructed: true }, ...story];
};
