import type { BudgetPeriod, BudgetScope } from '@taffrail/contract';
import { useState } from 'react';
import { writtenText } from '../../ui/form-values.ts';
import { useShortcut } from '../../lib/use-shortcut.ts';
import { Button } from '../../ui/button.tsx';
import { Choice } from '../../ui/choice.tsx';
import { DialogSubmit } from '../../ui/dialog-submit.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field, TextInput } from '../../ui/field.tsx';
import { Form } from '../../ui/form.tsx';
import { toast } from '../../ui/toast.ts';
import { LimitFields, readLimits, useOnUnknown } from './budget-form.tsx';
import { periodWords, scopeWords } from './budget-words.ts';
import { useMakeBudget } from './budgets.api.ts';
import { ChooseOrganization, type ChosenOrganization } from './choose-organization.tsx';

/** The button, and the dialog that asks for what, for how long, and how much. */
export function MakeBudget() {
  const [open, setOpen] = useState(false);
  useShortcut('n', 'Make a budget', () => setOpen(true));
  return (
    <>
      <Button look="primary" onClick={() => setOpen(true)}>
        Make budget
      </Button>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title="Make a budget"
        description="Of what AI jobs cost, in US dollars."
      >
        <BudgetForm onDone={() => setOpen(false)} />
      </Dialog>
    </>
  );
}

const scopes = [
  { value: 'whole', label: scopeWords.whole },
  { value: 'organization', label: scopeWords.organization },
  { value: 'route', label: scopeWords.route },
] as const satisfies readonly { value: BudgetScope; label: string }[];

const periods = [
  { value: 'month', label: periodWords.month },
  { value: 'day', label: periodWords.day },
] as const satisfies readonly { value: BudgetPeriod; label: string }[];

function BudgetForm({ onDone }: { onDone: () => void }) {
  const [scope, setScope] = useState<BudgetScope>('whole');
  const [period, setPeriod] = useState<BudgetPeriod>('month');
  const [organization, setOrganization] = useState<ChosenOrganization>();
  const [onUnknown, setOnUnknown] = useOnUnknown();
  const { mutate, isPending, error } = useMakeBudget();
  const submit = (values: Record<string, unknown>): void => {
    const route = writtenText(values['value']);
    const value = { whole: undefined, organization: organization?.id, route }[scope];
    mutate(
      { scope, value, period, ...readLimits(values, onUnknown) },
      {
        onSuccess: () => {
          toast('ok', 'Made the budget');
          onDone();
        },
      },
    );
  };
  return (
    <Form error={error} onSubmitValues={submit}>
      <Choice label="Of" value={scope} onChange={setScope} options={scopes} />
      {scope === 'organization' && (
        <ChooseOrganization chosen={organization} onChoose={setOrganization} />
      )}
      {scope === 'route' && (
        <Field
          name="value"
          label="Route"
          hint="As jobs name it: /discover."
          validate={(value) => (writtenText(value) === '' ? 'Name a route.' : null)}
        >
          <TextInput maxLength={300} autoComplete="off" />
        </Field>
      )}
      <Choice label="Period" value={period} onChange={setPeriod} options={periods} />
      <LimitFields onUnknown={onUnknown} onOnUnknown={setOnUnknown} />
      <DialogSubmit
        pending={isPending}
        disabledReason={
          scope === 'organization' && !organization ? 'Choose an organization.' : undefined
        }
      >
        Make budget
      </DialogSubmit>
    </Form>
  );
}
