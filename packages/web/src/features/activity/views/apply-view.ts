import { parseSearch, readSearch, type SearchChange } from '../../../lib/url/url-state.ts';
import { ActivitySearch, defaultColumns, defaultRange, defaultRows } from '../activity-search.ts';

export interface NamedSearch {
  readonly id: string;
  /** The parameters, as text. */
  readonly search: string;
}

/** What a view says, in the words of today: a parameter of former times is left out. */
export const readView = ({ search }: Pick<NamedSearch, 'search'>): ActivitySearch =>
  readSearch(ActivitySearch, parseSearch(search)).values;

/** The view that an address names. */
export const findView = <V extends NamedSearch>(
  views: readonly V[],
  { view: id }: ActivitySearch,
): V | undefined => (id === undefined ? undefined : views.find((view) => view.id === id));

/** A view says what the address does not: `?view=deletions&range=7d` are the deletions of a week. */
export const applyView = (search: ActivitySearch, view: NamedSearch | undefined): ActivitySearch =>
  view ? { ...readView(view), ...search } : search;

/**
 * The address after a change. A default must be written where the view would say something else;
 * filters cannot be written as none, so without them the view is no longer meant.
 */
export const changeInView = (
  search: ActivitySearch,
  patch: SearchChange<ActivitySearch>,
  view: NamedSearch | undefined,
): SearchChange<ActivitySearch> => {
  const next: SearchChange<ActivitySearch> = { ...search, ...patch };
  if (!view || 'view' in patch) return next;
  const said = readView(view);
  if ((said.f && !next.f) || (said.q && !next.q)) return { ...next, view: undefined };
  return {
    ...next,
    range: next.range ?? (said.range && defaultRange),
    columns: next.columns ?? (said.columns && defaultColumns),
    rows: next.rows ?? (said.rows && defaultRows),
  };
};
