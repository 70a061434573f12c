import type { ChangeTopic } from '@taffrail/contract';
import {
  useIsFetching,
  useQuery,
  useQueryClient,
  type UseQueryResult,
} from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { useCan } from '../../lib/me.ts';
import { useUrlState } from '../../lib/url/url-state.ts';
import { withSearch } from '../../lib/url/with-search.tsx';
import { useShortcut } from '../../lib/use-shortcut.ts';
import { Button } from '../../ui/button.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { TopBarSlot } from '../../ui/page-slots.tsx';
import { RefreshControl } from '../../ui/refresh-control.tsx';
import { ViewLinks } from '../../ui/view-links.tsx';
import { ViewTitle } from '../../ui/view-title.tsx';
import { PricesPanel } from './book/prices-panel.tsx';
import { PricesToolbar } from './book/prices-toolbar.tsx';
import { ImportPrices } from './import/import-prices.tsx';
import { defaultView, inView, PricesSearch, PricesView } from './prices-search.ts';
import { pricesKey, pricesQuery, recostingsQuery, unpricedQuery } from './prices.api.ts';
import { RecostingsPanel } from './recosting/recostings-panel.tsx';
import { StartRecosting } from './recosting/start-recosting.tsx';
import { SetPriceDialog } from './set/set-price-dialog.tsx';
import { UnpricedPanel } from './unpriced/unpriced-panel.tsx';

const topics: readonly ChangeTopic[] = ['prices', 'ai_jobs'];

const titles = {
  book: 'Price book',
  unpriced: 'Unpriced models',
  recosting: 'Re-costing',
} as const satisfies Record<PricesView, string>;

function Prices() {
  const [search, change] = useUrlState(PricesSearch);
  const view = search.view ?? defaultView;
  const { q, state, origin, after } = search;
  const book = useQuery({
    ...pricesQuery({ q, state, origin, cursor: after }),
    enabled: view === 'book',
  });
  const unpriced = useQuery(unpricedQuery);
  const recostings = useQuery({ ...recostingsQuery, enabled: view === 'recosting' });
  const queries: Record<PricesView, UseQueryResult> = { book, unpriced, recosting: recostings };
  const counts: Partial<Record<PricesView, number | undefined>> = {
    unpriced: unpriced.data?.items.length,
  };
  return (
    <>
      <PageHead
        title="Prices"
        purpose="What models cost, from when on, and which jobs have no cost."
        actions={<Actions view={view} />}
        views={
          <ViewLinks
            currentId={view}
            views={PricesView.options.map((id) => ({
              id,
              label: <ViewTitle title={titles[id]} count={counts[id]} />,
              search: inView(id),
            }))}
          />
        }
      />
      <Refresh
        query={queries[view]}
        isFirstPage={after === undefined}
        isPeeking={search.peek !== undefined}
      />
      {view === 'book' && (
        <>
          <PricesToolbar
            search={search}
            onChange={(patch, options) =>
              change({ ...patch, after: undefined, peek: undefined }, options)
            }
          />
          <PricesPanel query={book} search={search} onChange={change} />
        </>
      )}
      {view === 'unpriced' && <UnpricedPanel query={unpriced} />}
      {view === 'recosting' && <RecostingsPanel query={recostings} />}
    </>
  );
}

interface RefreshProps {
  /** Of the view in sight. */
  query: UseQueryResult;
  isFirstPage: boolean;
  isPeeking: boolean;
}

/** All views at once: what changes one of them changes what the others count. */
function Refresh({ query: { data, dataUpdatedAt }, isFirstPage, isPeeking }: RefreshProps) {
  const client = useQueryClient();
  const refresh = useCallback(
    () => void client.refetchQueries({ queryKey: pricesKey, type: 'active' }),
    [client],
  );
  return (
    <TopBarSlot slot="refresh">
      <RefreshControl
        asOf={data === undefined ? undefined : new Date(dataUpdatedAt)}
        refreshing={useIsFetching({ queryKey: pricesKey }) > 0}
        onRefresh={refresh}
        liveTopics={isFirstPage ? topics : undefined}
        paused={isPeeking}
      />
    </TopBarSlot>
  );
}

function Actions({ view }: { view: PricesView }) {
  const mayManage = useCan('prices.manage');
  const [setting, setSetting] = useState(false);
  useShortcut('n', 'Set a price', () => {
    if (mayManage) setSetting(true);
  });
  if (!mayManage) return null;
  if (view === 'recosting') return <StartRecosting />;
  return (
    <>
      <ImportPrices />
      <Button look="primary" onClick={() => setSetting(true)}>
        Set price
      </Button>
      <SetPriceDialog open={setting} onOpenChange={setSetting} />
    </>
  );
}

export const PricesPage = withSearch(PricesSearch, Prices);
