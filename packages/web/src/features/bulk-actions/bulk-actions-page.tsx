import { BulkActionName, type ChangeTopic } from '@taffrail/contract';
import { useQuery } from '@tanstack/react-query';
import { useUrlState } from '../../lib/url/url-state.ts';
import { withSearch } from '../../lib/url/with-search.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FilterSelect } from '../../ui/list/filter-select.tsx';
import { FilterViews } from '../../ui/list/filter-views.tsx';
import { ListPanel } from '../../ui/list/list-panel.tsx';
import { NothingMatches } from '../../ui/list/nothing-matches.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { QueryRefresh } from '../../ui/query-refresh.tsx';
import { wordsOf } from '../../ui/selection/bulk-words.ts';
import { bulkActionColumns, nameOfBulkAction } from './bulk-action-columns.tsx';
import { bulkFilters, BulkActionsSearch, type BulkActionFilters } from './bulk-actions-search.ts';
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
  const [search, change] = useUrlState(BulkActionsSearch);
  const { f, after } = search;
  const filters = bulkFilters.read(f);
  const { action, state } = filters;
  const query = useQuery(bulkActionsQuery({ action, state, cursor: after }));
  const searchWith = (next: BulkActionFilters): BulkActionsSearch => bulkFilters.with(search, next);
  return (
    <>
      <PageHead
        title="Bulk actions"
        purpose="What was done to many rows at once, and what became of each."
        views={<FilterViews views={views} page={{ filters, searchWith }} />}
      />
      <QueryRefresh query={query} liveTopics={after === undefined ? topics : undefined} />
      <div className="mb-3 flex flex-wrap items-center gap-2" data-print="hide">
        <FilterSelect
          label="Action"
          any="Any action"
          value={action}
          onChange={(next) => change(searchWith({ action: next }))}
          options={actions}
        />
      </div>
      <ListPanel
        title="Bulk actions"
        query={query}
        after={after}
        empty={
          f === undefined ? (
            <EmptyState kind="never" title="Nothing was done to many rows at once yet.">
              Select rows in the lists of alerts, incidents or runs: with <kbd>x</kbd>, or all of a
              page with <kbd>*</kbd>.
            </EmptyState>
          ) : (
            <NothingMatches
              title="No bulk action matches."
              onClear={() => change({ f: undefined, after: undefined })}
            />
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
