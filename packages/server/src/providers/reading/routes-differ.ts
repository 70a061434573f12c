import { comparableFrom } from '@taffrail/contract';

/** How many jobs had each route. */
export type RouteCounts = ReadonlyMap<string, number>;

/** From here on more than a quarter of what one was used for was done by the other much less. */
const mostApart = 0.25;

const totalOf = (counts: RouteCounts): number => [...counts.values()].reduce((a, b) => a + b, 0);

/** The share of jobs that would have to change their route for both to be used alike. */
const distance = (one: RouteCounts, other: RouteCounts): number => {
  const [ofOne, ofOther] = [totalOf(one), totalOf(other)];
  let apart = 0;
  for (const route of new Set([...one.keys(), ...other.keys()]))
    apart += Math.abs((one.get(route) ?? 0) / ofOne - (other.get(route) ?? 0) / ofOther);
  return apart / 2;
};

/** Whether any two of those that can be compared were used for different things. */
export const routesDiffer = (used: readonly RouteCounts[]): boolean => {
  const comparable = used.filter((counts) => totalOf(counts) >= comparableFrom);
  return comparable.some((one, index) =>
    comparable.slice(index + 1).some((other) => distance(one, other) > mostApart),
  );
};
