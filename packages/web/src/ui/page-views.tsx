import {
  createSavedView,
  deleteSavedView,
  listSavedViews,
  type SavedView,
  type ViewPage,
} from '@taffrail/contract';
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, ApiError } from '../lib/api.ts';
import { SavedViews } from './saved-views.tsx';
import { toast } from './toast.ts';
import type { NewView, View } from './view.ts';

interface PageViewsProps {
  page: ViewPage;
  builtIn: readonly View[];
  /** So many are tabs, the rest stand in a menu. */
  tabs: number;
  viewId: string | undefined;
  /** The page's parameters now, without `?`, the view, the place in the list and what is open. */
  search: string;
  /** Another view is meant from now on, or none. */
  onView: (id: string | undefined) => void;
}

const viewsQuery = (page: ViewPage) =>
  queryOptions({
    queryKey: ['saved-views', page],
    queryFn: ({ signal }) => api(listSavedViews, { query: { page } }, { signal }),
  });

const useViewChanges = (page: ViewPage) => {
  const client = useQueryClient();
  const onSuccess = () => client.invalidateQueries({ queryKey: viewsQuery(page).queryKey });
  const create = useMutation({
    mutationFn: (view: Pick<SavedView, 'name' | 'shared' | 'search'>) =>
      api(createSavedView, { body: { page, ...view } }),
    onSuccess,
  });
  const remove = useMutation({
    mutationFn: (id: string) => api(deleteSavedView, { params: { id } }),
    onSuccess,
  });
  return { create: create.mutateAsync, remove: remove.mutateAsync };
};

const messageOf = (error: unknown): string =>
  error instanceof ApiError ? error.message : 'That did not work. Try again.';

/** The built-in views of a page, and those that somebody saved: each is a set of its parameters. */
export function PageViews({ page, builtIn, tabs, viewId, search, onView }: PageViewsProps) {
  const saved = useQuery(viewsQuery(page)).data?.items ?? [];
  const { create, remove } = useViewChanges(page);

  const save = async ({ name, shared, replaces }: NewView): Promise<void> => {
    const made = await create({ name, shared, search });
    if (replaces) await remove(replaces.id);
    onView(made.id);
    toast('ok', `Saved the view “${name}”`);
  };

  const restore = async ({ name, shared = false, search: kept }: View): Promise<void> => {
    try {
      await create({ name, shared, search: kept });
    } catch (error) {
      toast('error', `Could not restore the view. ${messageOf(error)}`);
    }
  };

  const forget = async (view: View): Promise<void> => {
    try {
      await remove(view.id);
    } catch (error) {
      toast('error', `Could not delete the view. ${messageOf(error)}`);
      return;
    }
    if (viewId === view.id) onView(undefined);
    toast('ok', `Deleted the view “${view.name}”`, {
      action: { label: 'Undo', run: () => void restore(view) },
    });
  };

  return (
    <SavedViews
      views={[...builtIn, ...saved]}
      tabs={tabs}
      viewId={viewId}
      search={search}
      onSave={save}
      onDelete={(view) => void forget(view)}
    />
  );
}
