import type { Price } from '@taffrail/contract';
import { useState } from 'react';
import { useCan } from '../../../lib/me.ts';
import { Button } from '../../../ui/button.tsx';
import { RowConfirm } from '../../../ui/row-confirm.tsx';
import { toast } from '../../../ui/toast.ts';
import { nameOfPrice } from '../price-words.ts';
import { useEndPrice } from '../prices.api.ts';
import { SetPriceDialog } from '../set/set-price-dialog.tsx';

/** Another price from a date on, or none any more. */
export function PriceActions({ price }: { price: Price }) {
  const mayManage = useCan('prices.manage');
  if (!mayManage || price.state === 'superseded') return null;
  return (
    <span className="-ml-2 inline-flex items-center gap-1">
      <EditPrice price={price} />
      {price.state !== 'ended' && <EndPrice price={price} />}
    </span>
  );
}

function EditPrice({ price }: { price: Price }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button
        look="quiet"
        size="row"
        data-row-primary
        aria-label={`Edit the price of ${nameOfPrice(price)}`}
        onClick={() => setOpen(true)}
      >
        Edit
      </Button>
      <SetPriceDialog open={open} onOpenChange={setOpen} given={price} />
    </>
  );
}

function EndPrice({ price }: { price: Price }) {
  const { mutateAsync } = useEndPrice();
  const name = nameOfPrice(price);
  const isUpcoming = price.state === 'upcoming';
  const verb = isUpcoming ? 'Withdraw' : 'End';
  const end = async (): Promise<void> => {
    await mutateAsync(price.id);
    toast('ok', isUpcoming ? `Withdrew the price of ${name}` : `Ended the price of ${name}`);
  };
  return (
    <RowConfirm
      verb={verb}
      thing={`the price of ${name}`}
      title={`${verb} the price of ${name}?`}
      action={`${verb} price`}
      onConfirm={end}
    >
      <p>
        {isUpcoming
          ? 'It will not come into force; what holds now goes on.'
          : 'From now on jobs of this model are priced by a less specific pattern, or unpriced where there is none. Those that were priced keep their cost.'}
      </p>
    </RowConfirm>
  );
}
