import type { Delivery, RouteAnswer, listDeliveries } from '@taffrail/contract';
import type { ReactNode } from 'react';
import { usePaging } from '../../lib/url/use-paging.ts';
import { Button } from '../../ui/button.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Link } from '../../ui/link.tsx';
import { Pager } from '../../ui/pager.tsx';
import { Panel, type PanelQuery } from '../../ui/panel.tsx';
import { deliveryColumns } from './delivery-columns.tsx';
import { DeliveryDetail } from './delivery-detail.tsx';
import { inView, type InboxView } from './inbox-search.ts';
import { kindTitles } from './inbox-words.ts';
import type { InboxPageState } from './use-inbox-page.ts';

interface DeliveriesPanelProps {
  page: InboxPageState;
  query: PanelQuery<RouteAnswer<typeof listDeliveries>>;
}

const rowId = ({ id }: Delivery): string => id;
const rowName = ({ kind, sender }: Delivery): string =>
  `what ${sender.name || kindTitles[kind]} sent`;
const renderDetail = (delivery: Delivery): ReactNode => <DeliveryDetail delivery={delivery} />;

/** A page of deliveries, one of which may be open. */
export function DeliveriesPanel({ page, query }: DeliveriesPanelProps) {
  const { search, change } = page;
  const paging = usePaging(search.after);
  return (
    <Panel
      title="Deliveries"
      titleHidden
      query={query}
      flush
      isEmpty={({ items }) => items.length === 0}
      empty={<Empty page={page} />}
    >
      {({ items, nextCursor }) => (
        <>
          <DataTable
            caption="Deliveries, newest first"
            columns={deliveryColumns}
            rows={items}
            rowId={rowId}
            rowName={rowName}
            detail={renderDetail}
            openIds={new Set(search.peek === undefined ? [] : [search.peek])}
            onToggle={(id) => change({ peek: id === search.peek ? undefined : id })}
          />
          <Pager
            onNewer={paging.toNewer}
            onOlder={nextCursor === null ? undefined : () => paging.toOlder(nextCursor)}
          />
        </>
      )}
    </Panel>
  );
}

const nothing = {
  poisoned: 'Nothing is poisoned: all that came could be read.',
  waiting: 'Nothing waits: all that came has been read.',
  held: 'Nothing is held: no source that is disabled has sent anything.',
  ignored: 'Nothing was ignored.',
  read: 'Nothing has been read.',
  all: 'No source has sent anything in the last 30 days.',
} as const satisfies Record<InboxView, string>;

function Empty({ page: { search, view, filters, filter } }: { page: InboxPageState }) {
  if (Object.values(filters).some((value) => value !== undefined))
    return (
      <EmptyState kind="filter" title="Nothing of this source is in this view.">
        <Button onClick={() => filter({})}>Clear filters</Button>
      </EmptyState>
    );
  const isGood = view === 'poisoned' || view === 'waiting' || view === 'held';
  return (
    <EmptyState kind={isGood ? 'good' : 'never'} title={nothing[view]}>
      {view === 'all' ? (
        <Link to="/admin/settings/sources">Connect a source</Link>
      ) : (
        <Link to="." search={inView(search, 'all') as never}>
          Show all deliveries
        </Link>
      )}
    </EmptyState>
  );
}
