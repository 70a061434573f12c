import { useQuery } from '@tanstack/react-query';
import { viewsQuery } from '../../../ui/page-views.tsx';
import type { View } from '../../../ui/view.ts';
import { viewSearchOf } from '../activity-search.ts';
import { readView } from './apply-view.ts';
import { builtInViews } from './built-in-views.ts';

const toView = ({ id, name, search, mine, shared }: View): View => ({
  id,
  name,
  search: viewSearchOf(readView({ search })),
  mine: mine ?? false,
  shared: shared ?? false,
});

const withSaved = ({ items }: { items: readonly View[] }): readonly View[] => [
  ...builtInViews,
  ...items.map(toView),
];

/** The built-in views, and the saved ones as soon as they are here. */
export const useViews = (): { views: readonly View[]; loading: boolean } => {
  const { data, isPending } = useQuery({ ...viewsQuery('activity'), select: withSaved });
  return { views: data ?? builtInViews, loading: isPending };
};
