import { chainOf } from './chain.ts';
import { byMoment, type StoryPart } from './story-part.ts';

/** Of the time since somebody saw it, and of that before it began, nothing needs to be concluded. */
const withoutNeedless = (parts: readonly StoryPart[]): readonly StoryPart[] => {
  const seen = parts.find(({ isReconstructed }) => !isReconstructed);
  const beginning = parts.find(({ before }) => before?.kind === 'nothing');
  return parts.filter(
    ({ at, isReconstructed }) =>
      !isReconstructed || ((!seen || at < seen.at) && (!beginning || at > beginning.at)),
  );
};

const secondOf = ({ at }: StoryPart): number => Math.floor(at.getTime() / 1_000);

const inOrder = (parts: readonly StoryPart[]): StoryPart[] => {
  const ordered: StoryPart[] = [];
  for (const second of Map.groupBy(parts, secondOf).values())
    ordered.push(...chainOf(second, ordered.at(-1)));
  return ordered;
};

/**
 * What is known of one subscription, in its order: told by the second, in which several things may
 * happen. Where it was not seen to begin, and nothing else was concluded, what was before the first
 * part is, from when on it had been so.
 */
export const toStory = (parts: readonly StoryPart[]): StoryPart[] => {
  const story = inOrder(withoutNeedless(parts.toSorted(byMoment)));
  const [first] = story;
  const before = first?.before;
  if (!first || first.isReconstructed || !before || before.kind === 'nothing') return [...story];
  const { since, subscription } = before;
  if (since >= first.at) return [...story];
  const concluded = { at: since, subscription, eventId: '', before: undefined };
  return [{ ...concluded, isReconstructed: true }, ...story];
};
