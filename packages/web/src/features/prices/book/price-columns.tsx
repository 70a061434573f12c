import type { Price } from '@taffrail/contract';
import { formatDay } from '../../../lib/time/format-time.ts';
import { useTimeZone } from '../../../lib/time/time-zone.ts';
import { useNow } from '../../../lib/time/use-now.ts';
import { OnCards } from '../../../ui/on-cards.tsx';
import { Status } from '../../../ui/status.tsx';
import type { Column } from '../../../ui/table-columns.ts';
import {
  formatRate,
  isEverSince,
  originWords,
  providerWord,
  rateFields,
  stateWords,
} from '../price-words.ts';
import { PriceActions } from './price-actions.tsx';

function Model({ provider, modelPattern, tiers }: Price) {
  return (
    <span className="block min-w-0">
      <span className="font-medium break-all">{modelPattern}</span>
      <span className="block text-caption text-muted">
        {providerWord(provider)}
        {tiers.length > 0 && ' · by input size'}
      </span>
    </span>
  );
}

function Since({ price: { effectiveFrom, effectiveTo, state } }: { price: Price }) {
  const timeZone = useTimeZone();
  const now = useNow();
  if (state === 'ended' && effectiveTo !== null)
    return <>until {formatDay(new Date(effectiveTo), timeZone, now)}</>;
  if (isEverSince(effectiveFrom)) return <span className="text-muted">always</span>;
  return <>{formatDay(new Date(effectiveFrom), timeZone, now)}</>;
}

const nowrap = 'whitespace-nowrap';

const rateColumns: readonly Column<Price>[] = rateFields.map(
  ({ name, title, instead }): Column<Price> => ({
    id: name,
    title,
    priority: instead === undefined ? 2 : 3,
    align: 'end',
    className: nowrap,
    hidden: name === 'reasoningUsd',
    cell: (price) => (
      <span>
        {instead === undefined && <OnCards>{title}</OnCards>}
        {price[name] === null ? (
          <span className="text-muted">{instead}</span>
        ) : (
          formatRate(price[name])
        )}
      </span>
    ),
  }),
);

export const priceColumns: readonly Column<Price>[] = [
  { id: 'model', title: 'Model', priority: 1, className: 'min-w-40', cell: Model },
  ...rateColumns,
  {
    id: 'since',
    title: 'Since',
    priority: 3,
    className: nowrap,
    cell: (price) => <Since price={price} />,
  },
  {
    id: 'origin',
    title: 'From',
    priority: 3,
    className: nowrap,
    cell: ({ origin, source }) => <span title={source ?? undefined}>{originWords[origin]}</span>,
  },
  {
    id: 'state',
    title: 'State',
    priority: 2,
    className: nowrap,
    cell: ({ state }) => (
      <Status status={stateWords[state].status}>{stateWords[state].word}</Status>
    ),
  },
  {
    id: 'actions',
    title: 'Actions',
    priority: 3,
    className: nowrap,
    cell: (price) => <PriceActions price={price} />,
  },
];
