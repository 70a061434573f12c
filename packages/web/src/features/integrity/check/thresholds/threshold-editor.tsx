import type { IntegrityCheckDetail, IntegrityThresholds } from '@taffrail/contract';
import { useState } from 'react';
import { formatCount } from '../../../../lib/format.ts';
import { useCan } from '../../../../lib/me.ts';
import { Button } from '../../../../ui/button.tsx';
import { DialogSubmit } from '../../../../ui/dialog-submit.tsx';
import { Dialog } from '../../../../ui/dialog.tsx';
import { Field, TextInput } from '../../../../ui/field.tsx';
import { Form } from '../../../../ui/form.tsx';
import { toast } from '../../../../ui/toast.ts';
import { useSetThresholds } from '../../integrity.api.ts';
import { readCount } from './read-count.ts';

const validate = (value: unknown): string | null =>
  readCount(value) === null ? 'A whole number of rows, 0 or more.' : null;

/** Not below the one of a warning. */
const validateError = (value: unknown, values: Record<string, unknown>): string | null => {
  const [warnAbove, errorAbove] = [readCount(values['warnAbove']), readCount(value)];
  if (errorAbove === null) return validate(value);
  return warnAbove !== null && errorAbove < warnAbove ? 'Not below that of a warning.' : null;
};

/** From how many affected rows on it is a warning, an error; for whoever may say so. */
export function ThresholdEditor({ check }: { check: IntegrityCheckDetail }) {
  const { id, title, warnAbove, errorAbove, thresholds } = check;
  const { defaults, areSet, version } = thresholds;
  const [open, setOpen] = useState(false);
  const { mutate, isPending, error, reset } = useSetThresholds(id, version);
  const may = useCan('checks.manage');
  const change = (wanted: IntegrityThresholds | null): void =>
    mutate(wanted, {
      onSuccess: () => {
        setOpen(false);
        toast('ok', `${wanted ? 'Set' : 'Reset'} the thresholds of “${title}”`);
      },
    });
  const submit = (values: Record<string, unknown>): void =>
    change({
      warnAbove: readCount(values['warnAbove']) ?? warnAbove,
      errorAbove: readCount(values['errorAbove']) ?? errorAbove,
    });
  const byDefault = `warning above ${formatCount(defaults.warnAbove)}, error above ${formatCount(defaults.errorAbove)}`;
  return (
    <>
      {areSet && <span className="block text-caption text-muted">set here; else {byDefault}</span>}
      {may && (
        <Button
          look="quiet"
          size="row"
          className="-ml-2"
          aria-label="Change the thresholds"
          onClick={() => {
            reset();
            setOpen(true);
          }}
        >
          Change
        </Button>
      )}
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title="Thresholds"
        description={`Of “${title}”. By default: ${byDefault}. Everything is checked again at once.`}
      >
        <Form error={error} onSubmitValues={submit}>
          <Field name="warnAbove" label="Warning above (rows)" validate={validate}>
            <TextInput inputMode="numeric" defaultValue={String(warnAbove)} autoComplete="off" />
          </Field>
          <Field name="errorAbove" label="Error above (rows)" validate={validateError}>
            <TextInput inputMode="numeric" defaultValue={String(errorAbove)} autoComplete="off" />
          </Field>
          {areSet && (
            <Button className="self-start" pending={isPending} onClick={() => change(null)}>
              Reset to {formatCount(defaults.warnAbove)} and {formatCount(defaults.errorAbove)}
            </Button>
          )}
          <DialogSubmit pending={isPending}>Save</DialogSubmit>
        </Form>
      </Dialog>
    </>
  );
}
