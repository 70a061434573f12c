import type { BulkAction } from '@taffrail/contract';
import { useState } from 'react';
import { formatCount } from '../../lib/format.ts';
import { useCan } from '../../lib/me.ts';
import { Button } from '../button.tsx';
import { Confirm } from '../confirm.tsx';
import { toast } from '../toast.ts';
import { wordsOf } from './bulk-words.ts';
import { hasEnded, useCancelBulkAction } from './bulk.api.ts';

/** For those who may do what it does; nothing once it has ended. */
export function CancelBulkAction({ action }: { action: BulkAction }) {
  const [asked, setAsked] = useState(false);
  const { mutateAsync } = useCancelBulkAction(action.id);
  const { permission, many, done } = wordsOf(action.action);
  const mayCancel = useCan(permission);
  if (hasEnded(action) || !mayCancel) return null;
  const cancel = async (): Promise<void> => {
    const { pending } = await mutateAsync();
    toast('ok', `Cancelled: ${formatCount(pending)} ${many} are left as they are`);
  };
  return (
    <>
      <Button look="danger" onClick={() => setAsked(true)}>
        Cancel the rest
      </Button>
      <Confirm
        open={asked}
        onOpenChange={setAsked}
        title="Cancel the rest of it?"
        action="Cancel the rest"
        onConfirm={cancel}
      >
        <p>
          About {formatCount(action.pending)} {many} are left as they are. What was {done} stays so.
        </p>
      </Confirm>
    </>
  );
}
