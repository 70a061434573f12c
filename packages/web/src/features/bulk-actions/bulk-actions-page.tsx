import { BulkActionName, type ChangeTopic } from '@taffrail/contract';
import { useQuery } from '@tanstack/react-query';
import { useFilteredList } from '../../lib/url/use-filtered-list.ts';
import { useUrlState } from '../../lib/url/url-state.ts';
import { withSearch } from '../../lib/url/with-search.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FilterSelect } from '../../ui/list/filter-select.tsx';
import { FilterToolbar } from '../../ui/list/filter-toolbar.tsx';
import { FilterViews } from '../../ui/list/filter-views.tsx';
import { ListPanel } from '../../ui/list/list-panel.tsx';
import { NothingMatches } from '../../ui/list/nothing-matches.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { QueryRefresh } from '../../ui/query-refresh.tsx';
import { wordsOf } from '../../ui/selection/bulk-words.ts';
import { bulkActionColumns, nameOfBulkAction } from './bulk-action-columns.tsx';
import { bulkFilters, BulkActionsSearch } from './bulk-actions-search.ts';
import { bulkActionsQuery } from './bulk-actions.api.ts';

const topics: readonly ChangeTopic[] = ['bulk_actions'];
const actions = BulkActionName.options.map((value) => {
  const { verb, many } = wordsOf(value);
  return { value, label: `${verb} ${many}` };
});
const views = [
  { id: 'all', label: 'All', filters: { state: undefined } },
  { id: 'running', label: 'Running', filters: { state: 'running' } },
  { id: 'waiting', label: 'Waiting', filters: { state: 'waiting' } },
  { id: 'done', label: 'Done', filters: { state: 'done' } },
  { id: 'cancelled', label: 'Cancelled', filters: { state: 'cancelled' } },
] as const;

/** What was done to many rows at once. */
function BulkActions() {
  const page = useFilteredList(useUrlState(BulkActionsSearch), bulkFilters);
  const { action, state } = page.filters;
  const { after } = page.search;
  const query = useQuery(bulkActionsQuery({ action, state, cursor: after }));
  return (
    <>
      <PageHead
        title="Bulk actions"
        purpose="What was done to many rows at once, and what became of each."
        views={<FilterViews views={views} page={page} />}
      />
      <QueryRefresh query={query} liveTopics={after === undefined ? topics : undefined} />
      <FilterToolbar filters={page.filters} onClear={page.clear}>
        <FilterSelect
          label="Action"
          any="Any action"
          value={action}
          onChange={(next) => page.filter({ action: next })}
          options={actions}
        />
      </FilterToolbar>
      <ListPanel
        title="Bulk actions"
        query={query}
        after={after}
        empty={
          page.isFiltered ? (
            <NothingMatches title="No bulk action matches." onClear={page.clear} />
          ) : (
            <EmptyState kind="never" title="Nothing was done to many rows at once yet.">
              Select rows in the lists of alerts, incidents or runs: with <kbd>x</kbd>, or all of a
              page with <kbd>*</kbd>.
            </EmptyState>
          )
        }
        caption="Bulk actions, newest first"
        columns={bulkActionColumns}
        rowId={({ id }) => id}
        rowName={nameOfBulkAction}
      />
    </>
  );
}

export const BulkActionsPage = withSearch(BulkActionsSearch, BulkActions);
