import type { RouteAnswer, listAutofixRuns } from '@taffrail/contract';
import { plural } from '../../../lib/format.ts';
import { isQuickRange } from '../../../lib/time/time-range.ts';
import { usePaging } from '../../../lib/url/use-paging.ts';
import { Button } from '../../../ui/button.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { Pager } from '../../../ui/pager.tsx';
import { Panel, type PanelQuery } from '../../../ui/panel.tsx';
import { noFilters } from '../autofix-search.ts';
import type { AutofixPageState } from '../use-autofix-page.ts';
import { Feed } from './feed.tsx';

interface FeedPanelProps {
  page: AutofixPageState;
  query: PanelQuery<RouteAnswer<typeof listAutofixRuns>>;
}

export function FeedPanel({ page, query }: FeedPanelProps) {
  const paging = usePaging(page.search.after);
  return (
    <Panel
      title="Attempts"
      titleHidden
      query={query}
      flush
      isEmpty={({ items }) => items.length === 0}
      empty={<NothingMatches page={page} />}
    >
      {({ items, nextCursor }) => (
        <>
          <Feed runs={items} />
          <Pager
            onNewer={paging.toNewer}
            onOlder={nextCursor === null ? undefined : () => paging.toOlder(nextCursor)}
          />
        </>
      )}
    </Panel>
  );
}

function NothingMatches({ page: { filters, range, filter, move } }: { page: AutofixPageState }) {
  const count = Object.values(filters).filter((value) => value !== undefined).length;
  return (
    <EmptyState
      kind="filter"
      title={
        count === 0
          ? 'Nothing was attempted in this range.'
          : `No attempt in this range matches ${plural(count, 'filter')}.`
      }
    >
      <span className="flex flex-wrap justify-center gap-2">
        {count > 0 && <Button onClick={() => filter(noFilters)}>Clear filters</Button>}
        {isQuickRange(range) && range !== '90d' && (
          <Button onClick={() => move('90d')}>Show the last 90 days</Button>
        )}
      </span>
    </EmptyState>
  );
}
