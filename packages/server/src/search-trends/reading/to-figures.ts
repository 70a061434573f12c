import type { SearchBreakdown, SearchFigures, SearchTerm } from '@taffrail/contract';
import type { FigureRow, TermRow, TermState } from './terms.store.ts';

export const noFigures: SearchFigures = {
  searches: 0,
  answered: 0,
  withoutResult: 0,
  results: 0,
  conversions: 0,
};

export const toFigures = (row: FigureRow): SearchFigures => ({
  searches: row.searches,
  answered: row.answered,
  withoutResult: row.without_result,
  results: row.results,
  conversions: row.conversions,
});

export const addFigures = (all: readonly SearchFigures[]): SearchFigures =>
  all.reduce<SearchFigures>(
    (sum, one) => ({
      searches: sum.searches + one.searches,
      answered: sum.answered + one.answered,
      withoutResult: sum.withoutResult + one.withoutResult,
      results: sum.results + one.results,
      conversions: sum.conversions + one.conversions,
    }),
    noFigures,
  );

/** @param isCompared whether there is anything to compare with */
export const toTerm = (row: TermRow, isCompared: boolean): SearchTerm => ({
  id: row.id ?? 0,
  value: row.value ?? '',
  label: row.label ?? '',
  figures: toFigures(row),
  compared: isCompared ? { searches: row.whole, before: row.before } : null,
  organizations: row.organizations ?? 0,
  merged: row.merged ?? [],
});

type Other = SearchBreakdown['rare'];

/** All terms of a state together. */
export const toOther = (rows: readonly TermRow[], state: TermState): Other => {
  const row = rows.find((one) => one.id === null && one.state === state);
  return row ? { terms: row.terms, figures: toFigures(row) } : { terms: 0, figures: noFigures };
};
