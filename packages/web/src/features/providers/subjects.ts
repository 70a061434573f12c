import {
  comparableFrom,
  namedNone,
  providerIdOf,
  type ComparedProvider,
  type ProviderSubject,
} from '@taffrail/contract';
import { writeFilter } from '../../lib/filters.ts';
import { capText } from '../../ui/customer-name.ts';
import { only } from './filters.ts';

/** The id of a row, in the address and for React. */
export const idOf = ({ subject }: ComparedProvider): string => providerIdOf(subject);

/** `gpt-4.1 (openai)`, `openai`, or a route. */
export const nameOfSubject = ({ provider, model, route }: ProviderSubject): string => {
  if (route !== null) return route === '' ? 'No route named' : capText(route);
  return model === null ? capText(provider ?? '') : `${capText(model)} (${provider})`;
};

/** The filters that give just the jobs of a row. */
export const filtersOf = ({ provider, model, route }: ProviderSubject): string[] => {
  const filters = [
    provider !== null && only('provider', provider),
    model !== null && only('model', model),
    route !== null && only('route', route === '' ? namedNone : route),
  ];
  return filters.flatMap((filter) => (filter ? [writeFilter(filter)] : []));
};

export const isComparable = ({ figures }: ComparedProvider): boolean =>
  figures.jobs >= comparableFrom;
