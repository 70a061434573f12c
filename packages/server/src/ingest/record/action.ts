import { ActionName, categoryIn, type ProductConfig } from '@taffrail/contract';

/** A business action's name with what follows from it, ready to be written. */
export interface Action {
  readonly name: string;
  readonly category: string;
  /** Whether it may stand without an organization. */
  readonly isOfUser: boolean;
}

const capacity = 10_000;
const longest = 100;

const make = (product: ProductConfig, name: string): Action | undefined =>
  ActionName.safeParse(name).success
    ? { name, category: categoryIn(product, name), isOfUser: name.startsWith('user.') }
    : undefined;

export type ReadAction = (name: string) => Action | undefined;

export const createReadAction = (product: ProductConfig): ReadAction => {
  // A product has tens of actions; one that puts ids into them only costs itself the look-up.
  const remembered = new Map<string, Action | undefined>();
  return (name) => {
    if (name.length > longest) return undefined;
    const known = remembered.get(name);
    if (known !== undefined || remembered.has(name)) return known;
    const action = make(product, name);
    if (remembered.size >= capacity) remembered.clear();
    remembered.set(name, action);
    return action;
  };
};
