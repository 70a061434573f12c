import type pg from 'pg';
import { writeTimestamp } from '../record/timestamp.ts';
import type { CountedTerm } from './counted-term.ts';
import { toOrganizationTerm } from './read-search.ts';
import type { SearchCounts } from './search-counts.ts';

/** Terms once each, and the place (from 1) that each has among them. */
class TermList {
  readonly terms: CountedTerm[] = [];
  readonly #places = new Map<string, number>();

  placeOf(term: CountedTerm): number {
    const name = `${term.dimension}\u0001${term.value}`;
    const known = this.#places.get(name);
    if (known !== undefined) return known;
    const place = this.terms.push(term);
    this.#places.set(name, place);
    return place;
  }
}

/** Adds what actions said of searches to the rollups. */
export const countSearches = async (client: pg.ClientBase, counts: SearchCounts): Promise<void> => {
  const rows = counts.all();
  if (rows.length === 0) return;
  const list = new TermList();
  const memberRows: number[] = [];
  const memberTerms: number[] = [];
  for (const [index, { terms, organization }] of rows.entries()) {
    const all = organization ? [...terms, toOrganizationTerm(organization.id)] : terms;
    for (const term of all) {
      memberRows.push(index + 1);
      memberTerms.push(list.placeOf(term));
    }
  }
  await client.query(
    'select ingest_count_searches($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)',
    [
      rows.map(({ quarter }) => writeTimestamp(quarter)),
      rows.map(({ organization }) => organization?.id ?? null),
      rows.map(({ searches }) => searches),
      rows.map(({ answered }) => answered),
      rows.map(({ withoutResult }) => withoutResult),
      rows.map(({ results }) => results),
      rows.map(({ conversions }) => conversions),
      list.terms.map(({ dimension }) => dimension),
      list.terms.map(({ value }) => value),
      list.terms.map(({ label }) => label),
      memberRows,
      memberTerms,
    ],
  );
};
