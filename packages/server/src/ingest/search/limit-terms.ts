import type { CountedTerm } from './counted-term.ts';

const dayMs = 86_400_000;
/** More days than are accepted: those before are forgotten. */
const mostDays = 64;

/**
 * A product that sends ids for terms would make rows without end: of a day (of UTC) and dimension
 * so many are told apart as they come, in this process; a job leaves the most frequent of them.
 */
export const createLimitTerms = (
  mostTerms = 5_000,
): ((term: CountedTerm, createdAt: number) => CountedTerm) => {
  const days = new Map<number, Map<string, Set<string>>>();

  const knownOf = (day: number, dimension: string): Set<string> => {
    let dimensions = days.get(day);
    if (dimensions === undefined) {
      if (days.size >= mostDays) days.delete(Math.min(...days.keys()));
      days.set(day, (dimensions = new Map()));
    }
    let known = dimensions.get(dimension);
    if (known === undefined) dimensions.set(dimension, (known = new Set()));
    return known;
  };

  return (term, createdAt) => {
    const known = knownOf(Math.floor(createdAt / dayMs), term.dimension);
    if (known.has(term.value)) return term;
    if (known.size >= mostTerms) return { ...term, value: '', label: '' };
    known.add(term.value);
    return term;
  };
};
