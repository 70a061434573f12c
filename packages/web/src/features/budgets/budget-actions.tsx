import type { Budget } from '@taffrail/contract';
import { formatUsd } from '../../lib/format.ts';
import { DialogSubmit } from '../../ui/dialog-submit.tsx';
import { Form } from '../../ui/form.tsx';
import { RowConfirm } from '../../ui/row-confirm.tsx';
import { RowDialog } from '../../ui/row-dialog.tsx';
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
  const name = nameOfBudget(budget);
  return (
    <RowDialog primary verb="Change" thing={name} title={`Change ${name}`}>
      {(close) => <ChangeForm budget={budget} onDone={close} />}
    </RowDialog>
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
  const name = nameOfBudget(budget);
  const { mutateAsync } = useRemoveBudget();
  const remove = async (): Promise<void> => {
    await mutateAsync(budget.id);
    toast('ok', `Removed ${name}`);
  };
  return (
    <RowConfirm
      verb="Remove"
      thing={name}
      title={`Remove ${name}?`}
      action="Remove budget"
      onConfirm={remove}
    >
      <p>
        Nothing holds what it held from now on: {formatUsd(Number(budget.spentUsd))} are spent in
        this {budget.period}.
      </p>
    </RowConfirm>
  );
}
