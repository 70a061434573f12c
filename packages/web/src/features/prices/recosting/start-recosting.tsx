import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { writtenText } from '../../../ui/form-values.ts';
import { useMe } from '../../../lib/me.ts';
import { useNow } from '../../../lib/time/use-now.ts';
import { Button } from '../../../ui/button.tsx';
import { DialogSubmit } from '../../../ui/dialog-submit.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { Field, TextInput } from '../../../ui/field.tsx';
import { Form } from '../../../ui/form.tsx';
import { dayOf, startOfDay } from '../days.ts';
import { useStartRecosting } from '../prices.api.ts';
import { inView } from '../prices-search.ts';

interface StartRecostingProps {
  /** As jobs have them; all unless given. */
  provider?: string;
  model?: string;
  size?: 'row';
}

/** The button, and the dialog that asks which jobs. Nothing changes before the result was seen. */
export function StartRecosting({ provider, model, size }: StartRecostingProps) {
  const [open, setOpen] = useState(false);
  const name = model === undefined ? 'Cost jobs again' : `Cost jobs of ${model} again`;
  return (
    <>
      <Button
        {...(size === 'row' ? { look: 'quiet', size, className: '-ml-2' } : {})}
        {...(model === undefined ? {} : { 'aria-label': `Cost again jobs of ${model}` })}
        onClick={() => setOpen(true)}
      >
        Cost again
      </Button>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title={name}
        description="Looks what they would cost by the prices of now, and shows the difference. Nothing changes before you apply it, and it can be taken back."
      >
        <RangeForm provider={provider} model={model} onDone={() => setOpen(false)} />
      </Dialog>
    </>
  );
}

interface RangeFormProps {
  provider: string | undefined;
  model: string | undefined;
  onDone: () => void;
}

/** As far back as jobs are kept. */
const keptDays = 180;

function RangeForm({ provider, model, onDone }: RangeFormProps) {
  const { reportingTimeZone: timeZone } = useMe();
  const navigate = useNavigate();
  const { mutate, isPending, error } = useStartRecosting();
  const now = useNow();
  const today = dayOf(now, timeZone);
  const first = startOfDay(today, timeZone, 1 - keptDays) ?? now;
  const isDay = (value: unknown): string | null =>
    startOfDay(String(value), timeZone) ? null : 'Give a day.';
  const submit = (values: Record<string, unknown>): void => {
    const from = startOfDay(String(values['from']), timeZone);
    // To the end of the last day.
    const to = startOfDay(String(values['to']), timeZone, 1);
    if (!from || !to) return;
    mutate(
      {
        from: from.toISOString(),
        to: to.toISOString(),
        provider: provider ?? (writtenText(values['provider']) || undefined),
        model: model ?? (writtenText(values['model']) || undefined),
      },
      {
        onSuccess: () => {
          onDone();
          void navigate({ to: '.', search: inView('recosting') });
        },
      },
    );
  };
  return (
    <Form error={error} onSubmitValues={submit}>
      <div className="grid grid-cols-2 gap-3">
        <Field name="from" label="From day" validate={isDay}>
          <TextInput type="date" defaultValue={dayOf(first, timeZone)} />
        </Field>
        <Field name="to" label="To day" validate={isDay}>
          <TextInput type="date" defaultValue={today} />
        </Field>
      </div>
      {model === undefined && (
        <div className="grid grid-cols-2 gap-3">
          <Field name="provider" label="Provider" hint="As jobs have it; all if empty.">
            <TextInput maxLength={200} autoComplete="off" />
          </Field>
          <Field name="model" label="Model" hint="As jobs have it; all if empty.">
            <TextInput maxLength={300} autoComplete="off" />
          </Field>
        </div>
      )}
      <DialogSubmit pending={isPending}>Show difference</DialogSubmit>
    </Form>
  );
}
