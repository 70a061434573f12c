import type { Check } from '@taffrail/contract';
import { useState } from 'react';
import { Button } from '../../../ui/button.tsx';
import { RowConfirm } from '../../../ui/row-confirm.tsx';
import { RowDialog } from '../../../ui/row-dialog.tsx';
import { toast } from '../../../ui/toast.ts';
import { useChangeCheck, useEnableCheck, useRemoveCheck } from '../checks.api.ts';
import { CheckForm } from './check-form.tsx';

/** Other thresholds, a pause, or an end. */
export function CheckActions({ check }: { check: Check }) {
  return (
    <span className="-ml-2 inline-flex items-center gap-1">
      <Change check={check} />
      <Enable check={check} />
      <Remove check={check} />
    </span>
  );
}

function Change({ check }: { check: Check }) {
  const { name } = check;
  return (
    <RowDialog primary verb="Change" thing={name} title={`Change ${name}`} width="wide">
      {(close) => <ChangeForm check={check} onDone={close} />}
    </RowDialog>
  );
}

function ChangeForm({ check, onDone }: { check: Check; onDone: () => void }) {
  const { mutate, isPending, error } = useChangeCheck();
  // As it was when the form was opened: a change of somebody else is not written over.
  const [{ id, version }] = useState(check);
  return (
    <CheckForm
      check={check}
      submit="Save"
      pending={isPending}
      error={error}
      onSubmit={(wanted) =>
        mutate(
          { id, body: { ...wanted, version } },
          {
            onSuccess: ({ name }) => {
              toast('ok', `Changed ${name}`);
              onDone();
            },
          },
        )
      }
    />
  );
}

function Enable({ check: { id, name, version, isEnabled } }: { check: Check }) {
  const { mutate, isPending } = useEnableCheck();
  const verb = isEnabled ? 'Disable' : 'Enable';
  const change = (): void =>
    mutate(
      { id, isEnabled: !isEnabled, version },
      {
        onSuccess: () => toast('ok', `${verb}d ${name}`),
        onError: (error) => toast('error', error.message),
      },
    );
  return (
    <Button
      look="quiet"
      size="row"
      aria-label={`${verb} ${name}`}
      pending={isPending}
      onClick={change}
    >
      {verb}
    </Button>
  );
}

function Remove({ check: { id, name, kind } }: { check: Check }) {
  const { mutateAsync } = useRemoveCheck();
  const remove = async (): Promise<void> => {
    await mutateAsync(id);
    toast('ok', `Removed ${name}`);
  };
  return (
    <RowConfirm
      verb="Remove"
      thing={name}
      title={`Remove ${name}?`}
      action={kind === 'heartbeat' ? 'Remove heartbeat' : 'Remove check'}
      onConfirm={remove}
    >
      <p>
        It runs no more, and what it alerts of is resolved. Its runs stay for 90 days.
        {kind === 'heartbeat' && ' What pings it is told that nothing is there.'}
      </p>
    </RowConfirm>
  );
}
