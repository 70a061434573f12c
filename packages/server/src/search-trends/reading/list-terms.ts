import {
  searchesOf,
  type RouteInput,
  type SearchTerms,
  type SearchTermsSort,
  type listSearchTerms,
} from '@taffrail/contract';
import type { Transaction } from '../../platform/db/database.ts';
import { normalizeTerm } from '../search-trends.ts';
import { readScoped, type TrendsContext, type TrendsScope } from './read-trends.ts';
import type { Dimension } from './dimension.ts';
import { dimensionsOf, requireDimension } from './scope.ts';
import { listTermRows, type TermOrder, type TermPage } from './terms.store.ts';
import { addFigures, toOther, toTerm } from './to-figures.ts';

export type TermsQuery = RouteInput<typeof listSearchTerms>['query'];

const orders: Readonly<Record<SearchTermsSort, [order: TermOrder, ascending: boolean]>> = {
  '-searches': ['searches', false],
  searches: ['searches', true],
  '-change': ['change', false],
  change: ['change', true],
  '-withoutResult': ['withoutResult', false],
  '-conversions': ['conversions', false],
};

export const findDimension = ({ product }: TrendsContext, key: string): Dimension =>
  requireDimension(dimensionsOf(searchesOf(product)), key);

/** A page of the terms of a dimension, or that there is none to be read with these filters. */
export const readTermPage = async (
  trx: Transaction,
  scope: TrendsScope,
  dimension: Dimension,
  page: TermPage,
): Promise<Omit<SearchTerms, 'asOf'>> => {
  const found = await listTermRows(trx, dimension, scope, page);
  const rows = found?.rows ?? [];
  const [named, rare, beyond] = [
    toOther(rows, 'named'),
    toOther(rows, 'rare'),
    toOther(rows, 'beyond'),
  ];
  const isCompared = scope.periods.compared !== null;
  return {
    dimension: dimension.key,
    title: dimension.title,
    isKept: found !== undefined,
    total: addFigures([named.figures, rare.figures, beyond.figures]),
    count: found?.count ?? 0,
    items: rows.flatMap((row) => (row.id === null ? [] : [toTerm(row, isCompared)])),
    rare,
    beyond,
  };
};

export const listTerms = (
  context: TrendsContext,
  { dimension: key, q, sort, limit, offset, ...query }: TermsQuery,
): Promise<SearchTerms> => {
  const dimension = findDimension(context, key);
  const [order, ascending] = orders[sort];
  const text = q?.trim() ?? '';
  const asked = text === '' ? undefined : { value: normalizeTerm(text), label: text.toLowerCase() };
  const page = { order, ascending, q: asked, limit, offset };
  return readScoped(context, query, async (trx, scope) => ({
    asOf: context.clock.now().toISOString(),
    ...(await readTermPage(trx, scope, dimension, page)),
  }));
};
