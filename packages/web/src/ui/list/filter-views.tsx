import { ViewLinks } from '../view-links.tsx';

interface FilterView<V> {
  readonly id: string;
  readonly label: string;
  /** What it asks for, and by `undefined` what it does not; other filters stay. */
  readonly filters: V;
}

interface FilterViewsProps<V> {
  views: readonly FilterView<NoInfer<V>>[];
  page: { readonly filters: V; readonly searchWith: (change: V) => object };
}

/** Views that are nothing but filters, as tabs. */
export function FilterViews<V extends object>({ views, page }: FilterViewsProps<V>) {
  const { filters, searchWith } = page;
  const isShown = (view: V): boolean => {
    const now = new Map(Object.entries(filters));
    return Object.entries(view).every(([field, value]) => now.get(field) === value);
  };
  return (
    <ViewLinks
      currentId={views.find((view) => isShown(view.filters))?.id}
      views={views.map((view) => ({
        id: view.id,
        label: view.label,
        search: searchWith(view.filters),
      }))}
    />
  );
}
