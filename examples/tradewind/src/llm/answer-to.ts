import { createChance, type Chance } from '../chance.ts';
import { wordOf } from '../catalogue/countries.ts';

export interface Answer {
  /** In the pieces in which it is streamed. */
  readonly words: readonly string[];
  readonly outputTokens: number;
  /** Among the output, of models that think first. */
  readonly reasoningTokens: number;
}

/** About four characters, as of most texts in English. */
export const countTokens = (text: string): number => Math.max(1, Math.ceil(text.length / 4));

const vocabulary =
  'the company imports regular volumes from several suppliers and answers quickly when samples ' +
  'come with a price list its buyers ask for certificates and short delivery times first';

const prose = (chance: Chance): string =>
  `${Array.from({ length: chance.integer(18, 60) }, () => wordOf(chance, vocabulary)).join(' ')}.`;

const shuffled = (chance: Chance, count: number): number[] => {
  const numbers = Array.from({ length: count }, (_, index) => index + 1);
  return numbers.toSorted(() => chance.next() - 0.5);
};

/** One in fifty rankings is no list: models talk. */
const ranking = (chance: Chance, prompt: string): string => {
  const count = prompt.match(/^\d+\. /gm)?.length ?? 0;
  return chance.happens(0.02)
    ? `Here is my ranking: ${prose(chance)}`
    : JSON.stringify(shuffled(chance, count));
};

const thinks = (model: string): boolean => /^(?:gpt-5|o\d)/.test(model);

/** The same question to the same model has the same answer. */
export const answerTo = (model: string, prompt: string): Answer => {
  const chance = createChance('answer', model, prompt);
  const text = prompt.includes('JSON array') ? ranking(chance, prompt) : prose(chance);
  const reasoningTokens = thinks(model) ? chance.integer(1, 8) * 64 : 0;
  return {
    words: text.match(/\S+\s*/g) ?? [text],
    outputTokens: countTokens(text) + reasoningTokens,
    reasoningTokens,
  };
};
