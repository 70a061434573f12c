import { organizationDimension, type SearchConfig, type SearchTrends } from '@taffrail/contract';
import type { Transaction } from '../../platform/db/database.ts';
import { raise } from '../../platform/http/api-error.ts';
import { normalizeTerm } from '../search-trends.ts';
import type { Dimension, TermFilter } from './dimension.ts';
import { findFilterTerms } from './terms.store.ts';

export const dimensionsOf = ({ dimensions }: SearchConfig): Dimension[] => [
  ...dimensions,
  // Who searches is shown to whoever may see this page at all.
  { key: organizationDimension, title: 'Organizations', rareBelow: 1 },
];

/** @throws `invalid_request` */
export const requireDimension = (dimensions: readonly Dimension[], key: string): Dimension =>
  dimensions.find((one) => one.key === key) ??
  raise('invalid_request', {
    message: `There is no dimension ${key}: taffrail.config.ts names ${dimensions.map((one) => one.key).join(', ')}.`,
  });

/**
 * What filters stand for.
 *
 * @param filters as `country.de`, of a dimension each
 * @throws `invalid_request`
 */
export const resolveFilters = async (
  trx: Transaction,
  dimensions: readonly Dimension[],
  filters: readonly string[],
): Promise<TermFilter[]> => {
  const asked = filters.map((text) => {
    const dot = text.indexOf('.');
    const { key, title } = requireDimension(dimensions, text.slice(0, dot));
    const given = text.slice(dot + 1);
    const isOrganization = key === organizationDimension;
    return {
      dimension: key,
      title,
      given,
      value: isOrganization ? given.toLowerCase() : normalizeTerm(given),
    };
  });
  if (new Set(asked.map(({ dimension }) => dimension)).size < asked.length)
    raise('invalid_request', { message: 'Filters must be of different dimensions.' });
  if (asked.length === 0) return [];
  const found = await findFilterTerms(trx, asked);
  return asked.map(({ given, ...one }, index) => {
    const term = found.find(({ place }) => place === index + 1);
    return { ...one, label: term?.label || given, ids: term?.ids ?? [] };
  });
};

/** @param searches of each filter alone, in their order */
export const toShownFilters = (
  filters: readonly TermFilter[],
  searches: readonly number[],
): SearchTrends['filters'] =>
  filters.map(({ ids, ...shown }, index) => ({
    ...shown,
    isKnown: ids.length > 0,
    searches: searches[index] ?? 0,
  }));
