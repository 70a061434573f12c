import { ActionName, categoryIn, type ProductConfig } from '@taffrail/contract';
import { createFindSearch, type ReadSearch } from '../search/read-search.ts';

/** A business action's name with what follows from it, ready to be written. */
export interface Action {
  readonly name: string;
  readonly category: string;
  /** Whether it may stand without an organization. */
  readonly isOfUser: boolean;
  /** What it says of searches; most have nothing to do with them. */
  readonly readSearch: ReadSearch | undefined;
}

const capacity = 10_000;
const longest = 100;

export type ReadAction = (name: string) => Action | undefined;

export const createReadAction = (product: ProductConfig): ReadAction => {
  const findSearch = createFindSearch(product);
  const make = (name: string): Action | undefined =>
    ActionName.safeParse(name).success
      ? {
          name,
          category: categoryIn(product, name),
          isOfUser: name.startsWith('user.'),
          readSearch: findSearch(name),
        }
      : undefined;
  // A product has tens of actions; one that puts ids into them only costs itself the look-up.
  const remembered = new Map<string, Action | undefined>();
  return (name) => {
    if (name.length > longest) return undefined;
    const known = remembered.get(name);
    if (known !== undefined || remembered.has(name)) return known;
    const action = make(name);
    if (remembered.size >= capacity) remembered.clear();
    remembered.set(name, action);
    return action;
  };
};
