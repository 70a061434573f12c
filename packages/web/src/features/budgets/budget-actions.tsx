import type { Budget } from '@taffrail/contract';
import { useState } from 'react';
import { formatUsd } from '../../lib/format.ts';
import { Button } from '../../ui/button.tsx';
import { Confirm } from '../../ui/confirm.tsx';
import { DialogSubmit } from '../../ui/dialog-submit.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Form } from '../../ui/form.tsx';
import { toast } from '../../ui/toast.ts';
import { LimitFields, readLimits, useOnUnknown } from './budget-form.tsx';
import { nameOfBudget } from './budget-words.ts';
import { useChangeBudget, useRemoveBudget } from './budgets.api.ts';

/** Other limits, or none. */
export function BudgetActions({ budget }: { budget: Budget }) {
  return (
    <span className="-ml-2 inline-flex items-center gap-1">
      <Change budget={budget} />
      <Remove budget={budget} />
    </span>
  );
}

function Change({ budget }: { budget: Budget }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button
        look="quiet"
        size="row"
        data-row-primary
        aria-label={`Change ${nameOfBudget(budget)}`}
        onClick={() => setOpen(true)}
      >
        Change
      </Button>
      <Dialog open={open} onOpenChange={setOpen} title={`Change ${nameOfBudget(budget)}`}>
        <ChangeForm budget={budget} onDone={() => setOpen(false)} />
      </Dialog>
    </>
  );
}

function ChangeForm({ budget, onDone }: { budget: Budget; onDone: () => void }) {
  const [onUnknown, setOnUnknown] = useOnUnknown(budget.onUnknown);
  const { mutate, isPending, error } = useChangeBudget();
  const submit = (values: Record<string, unknown>): void =>
    mutate(
      { id: budget.id, limits: readLimits(values, onUnknown) },
      {
        onSuccess: () => {
          toast('ok', `Changed ${nameOfBudget(budget)}`);
          onDone();
        },
      },
    );
  return (
    <Form error={error} onSubmitValues={submit}>
      <LimitFields given={budget} onUnknown={onUnknown} onOnUnknown={setOnUnknown} />
      <DialogSubmit pending={isPending}>Set limits</DialogSubmit>
    </Form>
  );
}

function Remove({ budget }: { budget: Budget }) {
  const [asking, setAsking] = useState(false);
  const { mutateAsync } = useRemoveBudget();
  const remove = async (): Promise<void> => {
    await mutateAsync(budget.id);
    toast('ok', `Removed ${nameOfBudget(budget)}`);
  };
  return (
    <>
      <Button
        look="quiet"
        size="row"
        aria-label={`Remove ${nameOfBudget(budget)}`}
        className="text-error"
        onClick={() => setAsking(true)}
      >
        Remove
      </Button>
      <Confirm
        open={asking}
        onOpenChange={setAsking}
        title={`Remove ${nameOfBudget(budget)}?`}
        action="Remove budget"
        onConfirm={remove}
      >
        <p>
          Nothing holds what it held from now on: {formatUsd(Number(budget.spentUsd))} are spent in
          this {budget.period}.
        </p>
      </Confirm>
    </>
  );
}
