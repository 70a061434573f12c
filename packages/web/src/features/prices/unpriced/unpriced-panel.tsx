import type { RouteAnswer, UnpricedModel, listUnpricedModels } from '@taffrail/contract';
import { useState } from 'react';
import { formatCount } from '../../../lib/format.ts';
import { useCan } from '../../../lib/me.ts';
import { formatDay } from '../../../lib/time/format-time.ts';
import { useNow } from '../../../lib/time/use-now.ts';
import { Button } from '../../../ui/button.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { OnCards } from '../../../ui/on-cards.tsx';
import { ListPanel } from '../../../ui/list/list-panel.tsx';
import type { PanelQuery } from '../../../ui/panel.tsx';
import { Status } from '../../../ui/status.tsx';
import { useOpenRows } from '../../../ui/use-open-rows.ts';
import type { Column } from '../../../ui/table-columns.ts';
import { StartRecosting } from '../recosting/start-recosting.tsx';
import { SetPriceDialog } from '../set/set-price-dialog.tsx';

const rowId = ({ provider, model }: UnpricedModel): string => JSON.stringify([provider, model]);
const rowName = ({ provider, model }: UnpricedModel): string => `${model} of ${provider}`;

/** Models whose jobs have no cost: the gap in every sum of the console. */
export function UnpricedPanel({
  query,
}: {
  query: PanelQuery<RouteAnswer<typeof listUnpricedModels>>;
}) {
  const open = useOpenRows();
  return (
    <ListPanel
      title="Unpriced models"
      query={query}
      empty={
        <EmptyState kind="good" title="Every job of the last 180 days has a cost.">
          A model that the price book does not know appears here with its first job.
        </EmptyState>
      }
      caption="Models whose jobs of the last 180 days have no cost, most tokens first"
      columns={columns}
      rowId={rowId}
      rowName={rowName}
      {...open}
    />
  );
}

function LastDay({ day }: { day: string }) {
  const now = useNow();
  return <time dateTime={day}>{formatDay(new Date(day), 'UTC', now)}</time>;
}

const nowrap = 'whitespace-nowrap';

const columns: readonly Column<UnpricedModel>[] = [
  {
    id: 'model',
    title: 'Model',
    priority: 1,
    className: 'min-w-40',
    cell: ({ provider, model }) => (
      <span className="block min-w-0">
        <span className="font-medium break-all">{model}</span>
        <span className="block text-caption text-muted">{provider}</span>
      </span>
    ),
  },
  {
    id: 'jobs',
    title: 'Jobs',
    priority: 2,
    align: 'end',
    className: nowrap,
    cell: ({ jobs }) => (
      <span>
        <OnCards>Jobs</OnCards> {formatCount(jobs)}
      </span>
    ),
  },
  {
    id: 'tokens',
    title: 'Tokens',
    priority: 2,
    align: 'end',
    className: nowrap,
    cell: ({ tokens }) => (
      <span>
        <OnCards>Tokens</OnCards> {formatCount(tokens)}
      </span>
    ),
  },
  {
    id: 'last',
    title: 'Last seen',
    priority: 3,
    className: nowrap,
    cell: ({ lastDay }) => <LastDay day={lastDay} />,
  },
  {
    id: 'state',
    title: 'State',
    priority: 2,
    cell: ({ hasPriceNow }) =>
      hasPriceNow ? (
        <Status status="info">Has a price now: cost again</Status>
      ) : (
        <Status status="warning">Unpriced</Status>
      ),
  },
  {
    id: 'actions',
    title: 'Actions',
    priority: 2,
    className: nowrap,
    cell: (model) => <Actions model={model} />,
  },
];

function Actions({ model }: { model: UnpricedModel }) {
  const [open, setOpen] = useState(false);
  const mayManage = useCan('prices.manage');
  if (!mayManage) return null;
  if (model.hasPriceNow)
    return <StartRecosting provider={model.provider} model={model.model} size="row" />;
  return (
    <>
      <Button
        look="quiet"
        size="row"
        className="-ml-2"
        data-row-primary
        aria-label={`Set price of ${rowName(model)}`}
        onClick={() => setOpen(true)}
      >
        Set price
      </Button>
      <SetPriceDialog
        open={open}
        onOpenChange={setOpen}
        given={{ provider: model.provider, modelPattern: model.model.toLowerCase() }}
      />
    </>
  );
}
