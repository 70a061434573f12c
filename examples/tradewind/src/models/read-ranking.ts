import { z } from 'zod';

/** A model was asked for a ranking and said something else. */
export class RankingError extends Error {}

const Numbers = z.array(z.number().int().min(1));

/**
 * The list in the order that a model gave it: `[2,1]` puts the second first. What it left out stays
 * behind what it named.
 *
 * @throws {RankingError}
 */
export const inOrderOf = <Item>(answer: string, items: readonly Item[]): Item[] => {
  const numbers = Numbers.safeParse(parse(answer)).data;
  if (!numbers) throw new RankingError('The model gave no ranking.');
  const named = numbers.map((number) => items[number - 1]).filter((item) => item !== undefined);
  return [...new Set([...named, ...items])];
};

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** Asks for what `inOrderOf` reads. */
export const rankingQuestion = (wanted: string, lines: readonly string[]): string =>
  [
    `Rank these, best first, for somebody who looks for ${wanted}.`,
    'Answer with nothing but a JSON array of their numbers.',
    ...lines.map((line, index) => `${index + 1}. ${line}`),
  ].join('\n');
