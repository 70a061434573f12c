import type { MadeSource } from '@taffrail/contract';
import { Button } from '../../../ui/button.tsx';
import { DialogClose } from '../../../ui/dialog-close.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { ShownOnce } from '../../../ui/shown-once.tsx';
import { SetUp } from '../set-up.tsx';

interface SourceMadeProps {
  /** Open as long as there is one. */
  made: MadeSource | undefined;
  onDone: () => void;
}

/** The address, this once, and what to do with it. */
export function SourceMade({ made, onDone }: SourceMadeProps) {
  return (
    <Dialog
      open={made !== undefined}
      onOpenChange={(open) => !open && onDone()}
      title={made ? `The address of “${made.name}”` : 'The address'}
      width="wide"
      // A click beside it would throw the address away.
      dismissable={false}
      footer={<DialogClose render={<Button look="primary">Done</Button>} />}
    >
      {made && <Address made={made} />}
    </Dialog>
  );
}

export function Address({ made }: { made: MadeSource }) {
  return (
    <div className="flex min-w-0 flex-col gap-4">
      <ShownOnce secret={made.url} what="the address">
        Copy it now: it is not shown again. Whoever has it may send, so keep it as a secret.
      </ShownOnce>
      <div>
        <h3 className="mb-1 font-semibold">What to do with it</h3>
        <SetUp kind={made.kind} />
      </div>
    </div>
  );
}
