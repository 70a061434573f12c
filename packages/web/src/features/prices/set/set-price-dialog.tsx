import { useState } from 'react';
import { writtenText } from '../../../ui/form-values.ts';
import { useMe } from '../../../lib/me.ts';
import { useNow } from '../../../lib/time/use-now.ts';
import { DialogSubmit } from '../../../ui/dialog-submit.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { Field, TextInput } from '../../../ui/field.tsx';
import { Form } from '../../../ui/form.tsx';
import { toast } from '../../../ui/toast.ts';
import { dayOf, startOfDay } from '../days.ts';
import { anyProvider, nameOfPrice } from '../price-words.ts';
import { useSetPrice } from '../prices.api.ts';
import { readPriceForm, type GivenPrice } from './price-form.ts';
import { RateInputs } from './rate-inputs.tsx';
import { TierInputs, type TierOfForm } from './tier-inputs.tsx';

interface SetPriceDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** To begin with: a price that is edited, or a model that has none. */
  given?: GivenPrice;
}

/** Asks what a model costs from a day on. An edit is another price, from another day. */
export function SetPriceDialog({ open, onOpenChange, given }: SetPriceDialogProps) {
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={given ? `Price of ${nameOfPrice(given)}` : 'Set a price'}
      description="In US dollars for a million tokens. What was before this day keeps its own price."
      width="wide"
    >
      <PriceForm given={given} onDone={() => onOpenChange(false)} />
    </Dialog>
  );
}

const required =
  (message: string) =>
  (value: unknown): string | null =>
    writtenText(value) === '' ? message : null;

function PriceForm({ given, onDone }: { given: GivenPrice | undefined; onDone: () => void }) {
  const { reportingTimeZone: timeZone } = useMe();
  const now = useNow();
  const { mutate, isPending, error } = useSetPrice();
  const [tiers, setTiers] = useState<readonly TierOfForm[]>(
    (given?.tiers ?? []).map((tier, index) => ({ index, given: tier })),
  );
  const submit = (values: Record<string, unknown>): void => {
    const effectiveFrom = startOfDay(String(values['from']), timeZone);
    const indexes = tiers.map(({ index }) => index);
    const price = readPriceForm(values, { tiers: indexes, effectiveFrom });
    mutate(price, {
      onSuccess: (made) => {
        toast('ok', `Set the price of ${nameOfPrice(made)}`);
        onDone();
      },
    });
  };
  return (
    <Form error={error} onSubmitValues={submit}>
      <div className="grid gap-3 sm:grid-cols-2">
        <Field
          name="provider"
          label="Provider"
          hint={`${anyProvider} for any.`}
          validate={required(`Name a provider, or ${anyProvider} for any.`)}
        >
          <TextInput defaultValue={given?.provider} maxLength={100} autoComplete="off" />
        </Field>
        <Field
          name="modelPattern"
          label="Model"
          hint="* stands for any characters."
          validate={required('Name a model or a pattern.')}
        >
          <TextInput defaultValue={given?.modelPattern} maxLength={200} autoComplete="off" />
        </Field>
      </div>
      <RateInputs prefix="" given={given} />
      <TierInputs tiers={tiers} onChange={setTiers} />
      <div className="grid gap-3 sm:grid-cols-2">
        <Field
          name="from"
          label="In force from"
          hint={`The beginning of this day, ${timeZone}. Jobs that came since keep their cost until they are costed again.`}
          validate={(value) => (startOfDay(String(value), timeZone) ? null : 'Give a day.')}
        >
          <TextInput type="date" defaultValue={dayOf(now, timeZone)} />
        </Field>
        <Field name="source" label="Where it is from" hint="For whoever asks later.">
          <TextInput maxLength={300} autoComplete="off" />
        </Field>
      </div>
      <DialogSubmit pending={isPending}>Set price</DialogSubmit>
    </Form>
  );
}
