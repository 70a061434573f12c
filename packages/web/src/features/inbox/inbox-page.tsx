import type { ChangeTopic } from '@taffrail/contract';
import { useQuery } from '@tanstack/react-query';
import { useCan } from '../../lib/me.ts';
import { withSearch } from '../../lib/url/with-search.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { TopBarSlot } from '../../ui/page-slots.tsx';
import { RefreshControl } from '../../ui/refresh-control.tsx';
import { ViewLinks } from '../../ui/view-links.tsx';
import { ViewTitle } from '../../ui/view-title.tsx';
import { DeliveriesPanel } from './deliveries-panel.tsx';
import { DepthLine } from './depth-line.tsx';
import { InboxToolbar } from './inbox-toolbar.tsx';
import { InboxSearch, InboxView, inView } from './inbox-search.ts';
import { deliveriesQuery, depthQuery } from './inbox.api.ts';
import { ReplayPoisoned } from './replay-poisoned.tsx';
import { ToldFailuresPanel } from './told/told-failures-panel.tsx';
import { useInboxPage } from './use-inbox-page.ts';

const topics: readonly ChangeTopic[] = ['inbox'];

const viewTitles = {
  poisoned: 'Poisoned',
  waiting: 'Waiting',
  held: 'Held',
  ignored: 'Ignored',
  read: 'Read',
  all: 'All',
} as const satisfies Record<InboxView, string>;

function Inbox() {
  const page = useInboxPage();
  const { search, view, filters } = page;
  const deliveries = useQuery(deliveriesQuery({ view, filters, cursor: search.after }));
  const depth = useQuery(depthQuery(filters.kind));
  const mayReplay = useCan('inbox.replay');
  const counts: Partial<Record<InboxView, number | undefined>> = {
    poisoned: depth.data?.poisoned,
    waiting: depth.data?.waiting,
  };
  return (
    <>
      <PageHead
        title="Inbox"
        purpose="What sources sent in the last 30 days, and what could not be read of it."
        actions={
          mayReplay && depth.data && <ReplayPoisoned depth={depth.data} kind={page.filters.kind} />
        }
        views={
          <ViewLinks
            currentId={view}
            views={InboxView.options.map((id) => ({
              id,
              label: <ViewTitle title={viewTitles[id]} count={counts[id]} />,
              search: inView(search, id),
            }))}
          />
        }
      />
      <TopBarSlot slot="refresh">
        <RefreshControl
          asOf={depth.data && new Date(depth.data.asOf)}
          refreshing={page.refreshing}
          onRefresh={page.refresh}
          // What was replayed has left its view, and nobody reads it any more.
          paused={deliveries.data?.items.some(({ id }) => id === search.peek) ?? false}
          liveTopics={search.after === undefined ? topics : undefined}
        />
      </TopBarSlot>
      <DepthLine query={depth} />
      <InboxToolbar
        page={page}
        sourceName={
          deliveries.data?.items.find(({ sender }) => sender.id === filters.sourceId)?.sender.name
        }
      />
      {view === 'poisoned' && <ToldFailuresPanel />}
      <DeliveriesPanel page={page} query={deliveries} />
    </>
  );
}

export const InboxPage = withSearch(InboxSearch, Inbox);
