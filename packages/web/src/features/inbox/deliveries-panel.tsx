import type { Delivery, RouteAnswer, listDeliveries } from '@taffrail/contract';
import type { ReactNode } from 'react';
import { oneOpen } from '../../lib/url/open-ids.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Link } from '../../ui/link.tsx';
import { ListPanel } from '../../ui/list/list-panel.tsx';
import { NothingMatches } from '../../ui/list/nothing-matches.tsx';
import type { PanelQuery } from '../../ui/panel.tsx';
import { deliveryColumns } from './delivery-columns.tsx';
import { DeliveryDetail } from './delivery-detail.tsx';
import { inView, type InboxView } from './inbox-search.ts';
import { kindTitles } from '../../ui/source-kinds.ts';
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
  return (
    <ListPanel
      title="Deliveries"
      query={query}
      after={search.after}
      empty={<Empty page={page} />}
      caption="Deliveries, newest first"
      columns={deliveryColumns}
      rowId={rowId}
      rowName={rowName}
      detail={renderDetail}
      {...oneOpen(search.peek, (peek) => change({ peek }))}
    />
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

function Empty({ page: { search, view, isFiltered, clear } }: { page: InboxPageState }) {
  if (isFiltered)
    return <NothingMatches title="Nothing of this source is in this view." onClear={clear} />;
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
