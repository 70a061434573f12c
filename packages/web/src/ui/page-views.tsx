import {
  changeSavedView,
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

interface KeptViewsProps {
  page: ViewPage;
  /** The built-in ones first, then those that somebody saved. */
  views: readonly View[];
  /** So many are tabs, the rest stand in a menu. */
  tabs: number;
  viewId: string | undefined;
  /** The page's parameters now, without `?`, the view, the place in the list and what is open. */
  search: string;
  /** What a view that is saved now keeps, where that is more than the address says. */
  kept?: string;
  /** Another view is meant from now on, or none. */
  onView: (id: string | undefined) => void;
}

interface PageViewsProps extends Omit<KeptViewsProps, 'views' | 'kept'> {
  builtIn: readonly View[];
}

export const viewsQuery = (page: ViewPage) =>
  queryOptions({
    queryKey: ['saved-views', page],
    queryFn: ({ signal }) => api(listSavedViews, { query: { page } }, { signal }),
  });

type Content = Pick<SavedView, 'name' | 'shared' | 'search'>;

const useViewChanges = (page: ViewPage) => {
  const client = useQueryClient();
  const onSuccess = () => client.invalidateQueries({ queryKey: viewsQuery(page).queryKey });
  const create = useMutation({
    mutationFn: (content: Content) => api(createSavedView, { body: { page, ...content } }),
    onSuccess,
  });
  const change = useMutation({
    mutationFn: ({ id, ...body }: Content & { id: string }) =>
      api(changeSavedView, { params: { id }, body }),
    onSuccess,
  });
  const remove = useMutation({
    mutationFn: (id: string) => api(deleteSavedView, { params: { id } }),
    onSuccess,
  });
  return { create: create.mutateAsync, change: change.mutateAsync, remove: remove.mutateAsync };
};

const messageOf = (error: unknown): string =>
  error instanceof ApiError ? error.message : 'That did not work. Try again.';

/** The built-in views of a page, and those that somebody saved: each is a set of its parameters. */
export function PageViews({ builtIn, ...props }: PageViewsProps) {
  const saved = useQuery(viewsQuery(props.page)).data?.items ?? [];
  return <KeptViews {...props} views={[...builtIn, ...saved]} />;
}

/** Of a page that reads its views itself. */
export function KeptViews(props: KeptViewsProps) {
  const { page, views, tabs, viewId, search, kept = search, onView } = props;
  const { create, change, remove } = useViewChanges(page);

  const save = async ({ name, shared, replaces }: NewView): Promise<void> => {
    const content = { name, shared, search: kept };
    const { id } = await (replaces ? change({ id: replaces.id, ...content }) : create(content));
    onView(id);
    toast('ok', `Saved the view “${name}”`);
  };

  const rename = async ({ id, name, shared = false, search: same }: View): Promise<void> => {
    await change({ id, name, shared, search: same });
    toast('ok', `Changed the view “${name}”`);
  };

  const restore = async ({ name, shared = false, search: same }: View): Promise<void> => {
    try {
      await create({ name, shared, search: same });
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
      views={views}
      tabs={tabs}
      viewId={viewId}
      search={search}
      onSave={save}
      onRename={rename}
      onDelete={(view) => void forget(view)}
    />
  );
}
