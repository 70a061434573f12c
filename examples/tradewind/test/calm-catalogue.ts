import type { Catalogue } from '../src/catalogue/catalogue.ts';
import { entriesFor, peopleAt, profileOf } from '../src/catalogue/entries.ts';
import { Problem } from '../src/http/problem.ts';

/** Answers at once and never fails, until it is told to. */
export const createCalmCatalogue = (): Catalogue & { isDown: boolean } => {
  const answer = async <T>(made: () => T): Promise<T> => {
    if (catalogue.isDown) throw new Problem('catalogue_unavailable', 'It is down.');
    return made();
  };
  const catalogue: Catalogue & { isDown: boolean } = {
    isDown: false,
    search: (search) => answer(() => entriesFor(search)),
    profile: (entry) => answer(() => profileOf(entry)),
    people: (entry, position) => answer(() => peopleAt(entry, position)),
  };
  return catalogue;
};
