import type { RouteAnswer, listAutofixRuns } from '@taffrail/contract';
import { plural } from '../../../lib/format.ts';
import { usePaging } from '../../../lib/url/use-paging.ts';
import { BroaderRange, NothingMatches } from '../../../ui/list/nothing-matches.tsx';
import { Pager } from '../../../ui/pager.tsx';
import { Panel, type PanelQuery } from '../../../ui/panel.tsx';
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
      empty={<NoAttempts page={page} />}
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

function NoAttempts({ page: { filters, range, clear, move } }: { page: AutofixPageState }) {
  const count = Object.values(filters).filter((value) => value !== undefined).length;
  return (
    <NothingMatches
      title={
        count === 0
          ? 'Nothing was attempted in this range.'
          : `No attempt in this range matches ${plural(count, 'filter')}.`
      }
      onClear={count > 0 ? clear : undefined}
    >
      <BroaderRange range={range} onRange={move} upTo="12m" />
    </NothingMatches>
  );
}
