import { usePreferredColumns } from '../../../ui/column-menu.tsx';
import { ApiError } from '../../../lib/api.ts';
import { SavedViews } from '../../../ui/saved-views.tsx';
import type { NewView, View } from '../../../ui/view.ts';
import { toast } from '../../../ui/toast.ts';
import { viewSearchOf } from '../activity-search.ts';
import { useCreateView, useDeleteView } from '../activity.api.ts';
import type { ActivityPageState } from '../use-activity-page.ts';

const messageOf = (error: unknown): string =>
  error instanceof ApiError ? error.message : 'That did not work. Try again.';

/** Built-in and saved views of the log. */
export function ActivityViews({ page: { search, change, views } }: { page: ActivityPageState }) {
  const create = useCreateView();
  const remove = useDeleteView();

  const [preferred] = usePreferredColumns('activity');
  const columns = search.columns ?? preferred?.join();

  const save = async ({ name, shared, replaces }: NewView): Promise<void> => {
    const made = await create.mutateAsync({
      name,
      shared,
      search: viewSearchOf({ ...search, columns }),
    });
    if (replaces) await remove.mutateAsync(replaces.id);
    change({ view: made.id, columns }, { replace: true });
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
