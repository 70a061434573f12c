import type { Price, RouteAnswer, listPrices } from '@taffrail/contract';
import { useMemo, type ReactNode } from 'react';
import { useCan } from '../../../lib/me.ts';
import { oneOpen } from '../../../lib/url/open-ids.ts';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { ListPanel } from '../../../ui/list/list-panel.tsx';
import { NothingMatches } from '../../../ui/list/nothing-matches.tsx';
import type { PanelQuery } from '../../../ui/panel.tsx';
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
  const mayManage = useCan('prices.manage');
  const columns = useMemo(
    () => visibleColumns(priceColumns, undefined).filter(({ id }) => mayManage || id !== 'actions'),
    [mayManage],
  );
  return (
    <ListPanel
      title="Price book"
      query={query}
      after={search.after}
      empty={<Empty search={search} onChange={onChange} />}
      caption="Prices by provider and model, in US dollars for a million tokens"
      columns={columns}
      rowId={rowId}
      rowName={rowName}
      detail={renderDetail}
      {...oneOpen(search.peek, (peek) => onChange({ peek }))}
      names={['Previous', 'Next']}
      count="US dollars for a million tokens"
    />
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
    <NothingMatches
      title="No price matches these filters."
      onClear={() => onChange({ q: undefined, state: undefined, origin: undefined })}
    />
  );
}
