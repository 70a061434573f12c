import type { Price, RouteAnswer, listPrices } from '@taffrail/contract';
import { useMemo, type ReactNode } from 'react';
import { useCan } from '../../../lib/me.ts';
import { usePaging } from '../../../lib/url/use-paging.ts';
import { Button } from '../../../ui/button.tsx';
import { DataTable } from '../../../ui/data-table.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { Pager } from '../../../ui/pager.tsx';
import { Panel, type PanelQuery } from '../../../ui/panel.tsx';
import { visibleColumns } from '../../../ui/table-columns.ts';
import { nameOfPrice } from '../price-words.ts';
import type { PricesSearch } from '../prices-search.ts';
import { priceColumns } from './price-columns.tsx';
import { PriceDetail } from './price-detail.tsx';

interface PricesPanelProps {
  query: PanelQuery<RouteAnswer<typeof listPrices>>;
  search: PricesSearch;
  onChange: (patch: Partial<PricesSearch>) => void;
}

const rowId = ({ id }: Price): string => id;
const rowName = (price: Price): string => `the price of ${nameOfPrice(price)}`;
const renderDetail = (price: Price): ReactNode => <PriceDetail price={price} />;

/** A page of the book, by provider and model. */
export function PricesPanel({ query, search, onChange }: PricesPanelProps) {
  const paging = usePaging(search.after);
  const mayManage = useCan('prices.manage');
  const columns = useMemo(
    () => visibleColumns(priceColumns, undefined).filter(({ id }) => mayManage || id !== 'actions'),
    [mayManage],
  );
  return (
    <Panel
      title="Price book"
      titleHidden
      query={query}
      flush
      isEmpty={({ items }) => items.length === 0}
      empty={<Empty search={search} onChange={onChange} />}
    >
      {({ items, nextCursor }) => (
        <>
          <DataTable
            caption="Prices by provider and model, in US dollars for a million tokens"
            columns={columns}
            rows={items}
            rowId={rowId}
            rowName={rowName}
            detail={renderDetail}
            openIds={new Set(search.peek === undefined ? [] : [search.peek])}
            onToggle={(id) => onChange({ peek: id === search.peek ? undefined : id })}
          />
          <Pager
            names={['Previous', 'Next']}
            count="US dollars for a million tokens"
            onNewer={paging.toNewer}
            onOlder={nextCursor === null ? undefined : () => paging.toOlder(nextCursor)}
          />
        </>
      )}
    </Panel>
  );
}

function Empty({ search: { q, state, origin }, onChange }: Omit<PricesPanelProps, 'query'>) {
  if (q === undefined && state === undefined && origin === undefined)
    return (
      <EmptyState kind="never" title="The price book is empty: every job is unpriced.">
        Set a price above, or import LiteLLM’s list. A new start of the console does not bring the
        shipped prices back.
      </EmptyState>
    );
  return (
    <EmptyState kind="filter" title="No price matches these filters.">
      <Button onClick={() => onChange({ q: undefined, state: undefined, origin: undefined })}>
        Clear filters
      </Button>
    </EmptyState>
  );
}
