import { BulkActionName, type ChangeTopic } from '@taffrail/contract';
import { useQuery } from '@tanstack/react-query';
import { usePaging } from '../../lib/url/use-paging.ts';
import { useUrlState } from '../../lib/url/url-state.ts';
import { withSearch } from '../../lib/url/with-search.tsx';
import { Button } from '../../ui/button.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { Pager } from '../../ui/pager.tsx';
import { Panel } from '../../ui/panel.tsx';
import { QueryRefresh } from '../../ui/query-refresh.tsx';
import { wordsOf } from '../../ui/selection/bulk-words.ts';
import { ToolbarSelect } from '../../ui/toolbar-select.tsx';
import { ViewLinks } from '../../ui/view-links.tsx';
import { bulkActionColumns, nameOfBulkAction } from './bulk-action-columns.tsx';
import {
  BulkActionsSearch,
  readBulkFilters,
  withBulkFilters,
  type BulkActionFilters,
} from './bulk-actions-search.ts';
import { bulkActionsQuery } from './bulk-actions.api.ts';

const topics: readonly ChangeTopic[] = ['bulk_actions'];
const any = '';
const actions = [
  { value: any, label: 'Any action' },
  ...BulkActionName.options.map((value) => {
    const { verb, many } = wordsOf(value);
    return { value, label: `${verb} ${many}` };
  }),
] as const;
const views = [
  { id: 'all', label: 'All', state: undefined },
  { id: 'running', label: 'Running', state: 'running' },
  { id: 'waiting', label: 'Waiting', state: 'waiting' },
  { id: 'done', label: 'Done', state: 'done' },
  { id: 'cancelled', label: 'Cancelled', state: 'cancelled' },
] as const;

/** What was done to many rows at once. */
function BulkActions() {
  const [search, change] = useUrlState(BulkActionsSearch);
  const { action, state } = readBulkFilters(search.f);
  const query = useQuery(bulkActionsQuery({ action, state, cursor: search.after }));
  const paging = usePaging(search.after);
  const filter = (next: BulkActionFilters): void => change(withBulkFilters(search, next));
  return (
    <>
      <PageHead
        title="Bulk actions"
        purpose="What was done to many rows at once, and what became of each."
        views={
          <ViewLinks
            currentId={views.find((view) => view.state === state)?.id}
            views={views.map((view) => ({
              id: view.id,
              label: view.label,
              search: withBulkFilters(search, { state: view.state }),
            }))}
          />
        }
      />
      <QueryRefresh query={query} liveTopics={search.after === undefined ? topics : undefined} />
      <div className="mb-3 flex flex-wrap items-center gap-2" data-print="hide">
        <ToolbarSelect
          label="Action"
          value={action ?? any}
          onChange={(value) => filter({ action: value || undefined })}
          options={actions}
          className="max-sm:w-full"
        />
      </div>
      <Panel
        title="Bulk actions"
        titleHidden
        query={query}
        flush
        isEmpty={({ items }) => items.length === 0}
        empty={
          action === undefined && state === undefined ? (
            <EmptyState kind="never" title="Nothing was done to many rows at once yet.">
              Select rows in the lists of alerts, incidents or runs: with <kbd>x</kbd>, or all of a
              page with <kbd>*</kbd>.
            </EmptyState>
          ) : (
            <EmptyState kind="filter" title="No bulk action matches.">
              <Button onClick={() => filter({ action: undefined, state: undefined })}>
                Clear filters
              </Button>
            </EmptyState>
          )
        }
      >
        {({ items, nextCursor }) => (
          <>
            <DataTable
              caption="Bulk actions, newest first"
              columns={bulkActionColumns}
              rows={items}
              rowId={({ id }) => id}
              rowName={nameOfBulkAction}
            />
            <Pager
              onNewer={paging.toNewer}
              onOlder={nextCursor === null ? undefined : () => paging.toOlder(nextCursor)}
            />
          </>
        )}
      </Panel>
    </>
  );
}

export const BulkActionsPage = withSearch(BulkActionsSearch, BulkActions);
