import type { CheckKind } from '@taffrail/contract';
import { useState } from 'react';
import { useShortcut } from '../../../lib/use-shortcut.ts';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { toast } from '../../../ui/toast.ts';
import { useMakeCheck } from '../checks.api.ts';
import { CheckForm } from './check-form.tsx';

/** The button, and the dialog that asks for what is looked at. */
export function MakeCheck({ kind, label }: { kind?: CheckKind; label: string }) {
  const [open, setOpen] = useState(false);
  useShortcut('n', label, () => setOpen(true));
  return (
    <>
      <Button look="primary" onClick={() => setOpen(true)}>
        {label}
      </Button>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title={label}
        width="wide"
        description={
          kind === 'heartbeat'
            ? 'Something that pings when it ran. Its address follows.'
            : 'Something that the console looks at by itself.'
        }
      >
        <NewCheck kind={kind} label={label} onDone={() => setOpen(false)} />
      </Dialog>
    </>
  );
}

interface NewCheckProps {
  kind: CheckKind | undefined;
  label: string;
  onDone: () => void;
}

function NewCheck({ kind, label, onDone }: NewCheckProps) {
  const { mutate, isPending, error } = useMakeCheck();
  return (
    <CheckForm
      kind={kind}
      submit={label}
      pending={isPending}
      error={error}
      onSubmit={(wanted) =>
        mutate(wanted, {
          onSuccess: ({ name }) => {
            toast('ok', `Added ${name}`);
            onDone();
          },
        })
      }
    />
  );
}
