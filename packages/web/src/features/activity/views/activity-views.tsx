import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { ApiError } from '../../../lib/api.ts';
import { parseSearch, readSearch } from '../../../lib/url-state.ts';
import { SavedViews, type View } from '../../../ui/saved-views.tsx';
import type { NewView } from '../../../ui/save-view-dialog.tsx';
import { toast } from '../../../ui/toast.ts';
import { ActivitySearch, viewSearchOf } from '../activity-search.ts';
import { useCreateView, useDeleteView, viewsQuery } from '../activity.api.ts';
import type { ActivityPageState } from '../use-activity-page.ts';
import { builtInViews } from './built-in-views.ts';

const toView = ({ id, name, search, mine, shared }: View): View => ({
  id,
  name,
  // In the words of today: a parameter of former times is left out.
  search: viewSearchOf(readSearch(ActivitySearch, parseSearch(search)).values),
  mine: mine ?? false,
  shared: shared ?? false,
});

const messageOf = (error: unknown): string =>
  error instanceof ApiError ? error.message : 'That did not work. Try again.';

/** Built-in and saved views of the log. */
export function ActivityViews({ page: { search, change } }: { page: ActivityPageState }) {
  const saved = useQuery(viewsQuery);
  const create = useCreateView();
  const remove = useDeleteView();
  const views: readonly View[] = [...builtInViews, ...(saved.data?.items.map(toView) ?? [])];
  useNamedView(views, search, change);

  const save = async ({ name, shared, replaces }: NewView): Promise<void> => {
    const made = await create.mutateAsync({ name, shared, search: viewSearchOf(search) });
    if (replaces) await remove.mutateAsync(replaces.id);
    change({ view: made.id }, { replace: true });
    toast('ok', `Saved the view “${name}”`);
  };

  const restore = async ({ name, shared, search: kept }: View): Promise<void> => {
    try {
      await create.mutateAsync({ name, shared: shared ?? false, search: kept });
    } catch (error) {
      toast('error', `Could not restore the view. ${messageOf(error)}`);
    }
  };

  const forget = async (view: View): Promise<void> => {
    try {
      await remove.mutateAsync(view.id);
    } catch (error) {
      toast('error', `Could not delete the view. ${messageOf(error)}`);
      return;
    }
    if (search.view === view.id) change({ view: undefined }, { replace: true });
    toast('ok', `Deleted the view “${view.name}”`, {
      action: { label: 'Undo', run: () => void restore(view) },
    });
  };

  return (
    <SavedViews
      views={views}
      tabs={8}
      viewId={search.view}
      search={viewSearchOf(search)}
      onSave={save}
      onDelete={(view) => void forget(view)}
    />
  );
}

/**
 * A link that names nothing but a view means what the view says. Once the address says more, or the
 * last of it was taken away, it stands for itself.
 */
const useNamedView = (
  views: readonly View[],
  search: ActivitySearch,
  change: ActivityPageState['change'],
): void => {
  const bare = search.view !== undefined && viewSearchOf(search) === '';
  const meant = bare ? views.find(({ id }) => id === search.view)?.search : undefined;
  useEffect(() => {
    if (!meant) return;
    change(readSearch(ActivitySearch, parseSearch(meant)).values, { replace: true });
  }, [meant, change]);
};
