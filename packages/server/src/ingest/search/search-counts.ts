import type { ProductId } from '../record/product-id.ts';
import type { CountedTerm } from './counted-term.ts';
import type { SearchPart } from './read-search.ts';

/** The finest that any time zone needs: Postgres makes days of it. */
const quarterMs = 15 * 60_000;

/** What the searches of one organization for the same terms add up to, in a quarter of an hour. */
export interface SearchCount {
  /** Milliseconds since 1970. */
  readonly quarter: number;
  readonly organization: ProductId | null;
  readonly terms: readonly CountedTerm[];
  searches: number;
  answered: number;
  withoutResult: number;
  results: number;
  conversions: number;
}

interface Counted {
  readonly createdAt: number;
  readonly organization: ProductId | null;
}

/** What activity adds to the rollups of searches. */
export class SearchCounts {
  readonly #counts = new Map<string, SearchCount>();

  add({ createdAt, organization }: Counted, part: SearchPart): void {
    const quarter = Math.floor(createdAt / quarterMs) * quarterMs;
    const count = this.#countOf({ quarter, organization, terms: part.terms }, part.key);
    if (part.isSearch) count.searches += 1;
    if (part.isConversion) count.conversions += 1;
    if (part.results === null) return;
    count.answered += 1;
    count.results += part.results;
    if (part.results === 0) count.withoutResult += 1;
  }

  merge(other: SearchCounts): void {
    for (const [name, theirs] of other.#counts) {
      const ours = this.#counts.get(name);
      if (ours === undefined) {
        this.#counts.set(name, { ...theirs });
        continue;
      }
      ours.searches += theirs.searches;
      ours.answered += theirs.answered;
      ours.withoutResult += theirs.withoutResult;
      ours.results += theirs.results;
      ours.conversions += theirs.conversions;
    }
  }

  all(): readonly SearchCount[] {
    return [...this.#counts.values()];
  }

  #countOf(of: Pick<SearchCount, 'quarter' | 'organization' | 'terms'>, key: string): SearchCount {
    const name = `${of.quarter} ${of.organization?.id ?? ''}${key}`;
    let count = this.#counts.get(name);
    if (count === undefined) {
      count = { ...of, searches: 0, answered: 0, withoutResult: 0, results: 0, conversions: 0 };
      this.#counts.set(name, count);
    }
    return count;
  }
}
