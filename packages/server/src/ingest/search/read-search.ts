import {
  organizationDimension,
  searchesOf,
  searchLimits,
  type ProductConfig,
} from '@taffrail/contract';
import { normalizeTerm } from '../../search-trends/search-trends.ts';
import type { JsonObject } from '../record/fields.ts';
import type { CountedTerm } from './counted-term.ts';
import { createLimitTerms } from './limit-terms.ts';

/** What an action says of searches. */
export interface SearchPart {
  /** Joined: equal for the same terms. */
  readonly key: string;
  readonly terms: readonly CountedTerm[];
  readonly isSearch: boolean;
  readonly isConversion: boolean;
  /** Null where it does not say. */
  readonly results: number | null;
}

export type ReadSearch = (metadata: unknown, createdAt: number) => SearchPart;

const capacity = 10_000;
const mostResults = 1e9;

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const readResults = (value: unknown): number | null =>
  typeof value === 'number' && value >= 0 && value <= mostResults ? value : null;

/** A term as it is written: text that has anything in it, or a number. */
const readText = (value: unknown): string | undefined => {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value !== '' ? value : undefined;
};

const createReadTerm = (dimension: string): ((text: string) => CountedTerm | undefined) => {
  const remembered = new Map<string, CountedTerm | undefined>();
  return (text) => {
    const known = remembered.get(text);
    if (known !== undefined || remembered.has(text)) return known;
    const value = normalizeTerm(text);
    const label = text.trim().slice(0, searchLimits.termCharacters).toWellFormed();
    const term = value === '' ? undefined : { dimension, value, label };
    if (remembered.size >= capacity) remembered.clear();
    remembered.set(text, term);
    return term;
  };
};

/**
 * Finds how to read an action's metadata; undefined for one that has nothing to do with searches,
 * which then costs nothing.
 */
export const createFindSearch = (
  product: ProductConfig,
): ((action: string) => ReadSearch | undefined) => {
  const { actions, results, conversions, dimensions } = searchesOf(product);
  const limitTerms = createLimitTerms();
  const readers = dimensions.map(({ key }) => ({ key, readTerm: createReadTerm(key) }));

  const createRead = (action: string): ReadSearch => {
    const isSearch = actions.includes(action);
    const isConversion = conversions.includes(action);
    const measure = results.actions.includes(action) ? results.measure : undefined;
    return (metadata, createdAt) => {
      const given = isObject(metadata) ? metadata : {};
      const terms: CountedTerm[] = [];
      let key = '';
      for (const { key: name, readTerm } of readers) {
        const text = readText(given[name]);
        const read = text === undefined ? undefined : readTerm(text);
        const term = read && limitTerms(read, createdAt);
        key += `\u0001${term?.value ?? '\u0002'}`;
        if (term) terms.push(term);
      }
      return {
        key,
        terms,
        isSearch,
        isConversion,
        results: measure === undefined ? null : readResults(given[measure]),
      };
    };
  };

  const named = new Set([...actions, ...results.actions, ...conversions]);
  const reads = new Map([...named].map((action) => [action, createRead(action)]));
  return (action) => reads.get(action);
};

export const toOrganizationTerm = (id: string): CountedTerm => ({
  dimension: organizationDimension,
  value: id,
  label: '',
});
