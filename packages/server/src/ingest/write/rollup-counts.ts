import type { Action } from '../record/action.ts';
import type { ActivityRow } from '../record/check-activity.ts';
import type { ProductId } from '../record/product-id.ts';
import { SearchCounts } from '../search/search-counts.ts';

/** The finest that any time zone needs: Postgres makes hours and days of it. */
const quarterMs = 15 * 60_000;

interface Count {
  count: number;
  /** Milliseconds since 1970. */
  firstAt: number;
  lastAt: number;
}

/** What one organization (or nobody's) did in one quarter of an hour. */
interface OrganizationCounts {
  readonly actions: Map<Action, Count>;
  readonly users: Map<ProductId, Count>;
}

type QuarterCounts = Map<ProductId | null, OrganizationCounts>;

const add = <K>(counts: Map<K, Count>, key: K, added: Count): void => {
  const known = counts.get(key);
  if (known === undefined) {
    counts.set(key, { ...added });
    return;
  }
  known.count += added.count;
  if (added.firstAt < known.firstAt) known.firstAt = added.firstAt;
  if (added.lastAt > known.lastAt) known.lastAt = added.lastAt;
};

const addOne = <K>(counts: Map<K, Count>, key: K, at: number): void => {
  const known = counts.get(key);
  if (known === undefined) {
    counts.set(key, { count: 1, firstAt: at, lastAt: at });
    return;
  }
  known.count += 1;
  if (at < known.firstAt) known.firstAt = at;
  if (at > known.lastAt) known.lastAt = at;
};

export interface ActionCount extends Readonly<Count> {
  /** Milliseconds since 1970. */
  readonly quarter: number;
  readonly organization: ProductId | null;
  readonly action: Action;
}

export interface UserCount extends Readonly<Count> {
  readonly quarter: number;
  readonly organization: ProductId | null;
  readonly user: ProductId;
}

/** What activity adds to the rollups. Keys are the remembered objects, so that adding is cheap. */
export class RollupCounts {
  readonly #quarters = new Map<number, QuarterCounts>();
  readonly searches = new SearchCounts();

  add(row: ActivityRow): void {
    const { createdAt, organization, action, user } = row;
    const counts = this.#countsOf(Math.floor(createdAt / quarterMs) * quarterMs, organization);
    addOne(counts.actions, action, createdAt);
    if (user !== null) addOne(counts.users, user, createdAt);
    if (row.search !== null) this.searches.add(row, row.search);
  }

  merge(other: RollupCounts): void {
    this.searches.merge(other.searches);
    for (const [quarter, organizations] of other.#quarters)
      for (const [organization, theirs] of organizations) {
        const ours = this.#countsOf(quarter, organization);
        for (const [action, count] of theirs.actions) add(ours.actions, action, count);
        for (const [user, count] of theirs.users) add(ours.users, user, count);
      }
  }

  actions(): ActionCount[] {
    const found: ActionCount[] = [];
    for (const [quarter, organizations] of this.#quarters)
      for (const [organization, { actions }] of organizations)
        for (const [action, count] of actions)
          found.push({ quarter, organization, action, ...count });
    return found;
  }

  users(): UserCount[] {
    const found: UserCount[] = [];
    for (const [quarter, organizations] of this.#quarters)
      for (const [organization, { users }] of organizations)
        for (const [user, count] of users) found.push({ quarter, organization, user, ...count });
    return found;
  }

  #countsOf(quarter: number, organization: ProductId | null): OrganizationCounts {
    let organizations = this.#quarters.get(quarter);
    if (organizations === undefined) {
      organizations = new Map();
      this.#quarters.set(quarter, organizations);
    }
    let counts = organizations.get(organization);
    if (counts === undefined) {
      counts = { actions: new Map(), users: new Map() };
      organizations.set(organization, counts);
    }
    return counts;
  }
}
