import type { Check } from '@taffrail/contract';
import { useState } from 'react';
import { Button } from '../../../ui/button.tsx';
import { Confirm } from '../../../ui/confirm.tsx';
import { toast } from '../../../ui/toast.ts';
import { useMoveHeartbeat } from '../checks.api.ts';

/** Somebody has the address who should not. */
export function MoveHeartbeat({ check: { id, name } }: { check: Check }) {
  const [asking, setAsking] = useState(false);
  const { mutateAsync } = useMoveHeartbeat();
  const move = async (): Promise<void> => {
    await mutateAsync(id);
    toast('ok', `Gave ${name} a new address`);
  };
  return (
    <>
      <Button look="quiet" size="row" onClick={() => setAsking(true)}>
        New address
      </Button>
      <Confirm
        open={asking}
        onOpenChange={setAsking}
        title={`Give ${name} a new address?`}
        action="Change address"
        onConfirm={move}
      >
        <p>What pings the old one is told that nothing is there, and will seem silent here.</p>
      </Confirm>
    </>
  );
}
