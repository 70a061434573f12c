import { usePreferredColumns } from '../../../ui/column-menu.tsx';
import { KeptViews } from '../../../ui/page-views.tsx';
import { viewSearchOf } from '../activity-search.ts';
import type { ActivityPageState } from '../use-activity-page.ts';

/** Built-in and saved views of the log. */
export function ActivityViews({ page: { search, change, views } }: { page: ActivityPageState }) {
  const [preferred] = usePreferredColumns('activity');
  const columns = search.columns ?? preferred?.join();
  return (
    <KeptViews
      page="activity"
      views={views}
      tabs={8}
      viewId={search.view}
      search={viewSearchOf(search)}
      kept={viewSearchOf({ ...search, columns })}
      // Those that were saved with it are asked for from now on, whatever is preferred later.
      onView={(view) =>
        change(view === undefined ? { view } : { view, columns }, { replace: true })
      }
    />
  );
}
