import { setTimeout as wait } from 'node:timers/promises';
import { createChance } from '../chance.ts';
import { Problem } from '../http/problem.ts';
import type { PlanName } from '../plans/plans.ts';
import {
  entriesFor,
  peopleAt,
  profileOf,
  type Entry,
  type ListedPerson,
  type Profile,
  type Search,
} from './entries.ts';
import { outcomeOf, weatherAt } from './weather.ts';

export interface Asker {
  readonly plan: PlanName;
  /** Gives up when the process stops. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * A directory of importers, as one would rent it: slow, sometimes down. What it lists is made up,
 * and so is how it is doing; both follow from the seed.
 *
 * All calls throw `catalogue_unavailable` or `catalogue_timeout`.
 */
export interface Catalogue {
  search(search: Search, asker: Asker): Promise<Entry[]>;
  profile(entry: Pick<Entry, 'catalogueId' | 'name'>, asker: Asker): Promise<Profile>;
  people(
    entry: Pick<Entry, 'catalogueId' | 'country' | 'website'>,
    position: string,
    asker: Asker,
  ): Promise<ListedPerson[]>;
}

export const catalogueProblems = {
  timeout: ['catalogue_timeout', 'The catalogue did not answer in time.'],
  unavailable: ['catalogue_unavailable', 'The catalogue is not available.'],
} as const;

export const createCatalogue = (seed: string): Catalogue => {
  const chance = createChance(seed, 'outcomes');
  /** A search goes through more pages than a profile: it takes `weight` times as long. */
  const ask = async <T>({ plan, signal }: Asker, weight: number, answer: () => T): Promise<T> => {
    const outcome = outcomeOf(chance, plan, weatherAt(seed, Date.now()));
    await wait(outcome.latencyMs * weight, undefined, { signal });
    if (outcome.is !== 'answered') {
      const [code, message] = catalogueProblems[outcome.is];
      throw new Problem(code, message);
    }
    return answer();
  };
  return {
    search: (search, asker) => ask(asker, 6, () => entriesFor(search)),
    profile: (entry, asker) => ask(asker, 0.5, () => profileOf(entry)),
    people: (entry, position, asker) => ask(asker, 4, () => peopleAt(entry, position)),
  };
};
