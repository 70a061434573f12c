import { useState } from 'react';
import { ApiError } from '../lib/api.ts';
import { Checkbox } from './checkbox.tsx';
import { DialogSubmit } from './dialog-submit.tsx';
import { Dialog } from './dialog.tsx';
import { Field, TextInput } from './field.tsx';
import { Form } from './form.tsx';
import type { NewView, View } from './view.ts';

interface SaveViewDialogProps {
  onClose: () => void;
  /** The own view that was opened and changed. */
  suggested: View | undefined;
  /** Those that a new one of the same name replaces. */
  own: readonly View[];
  onSave: (view: NewView) => Promise<unknown>;
}

export function SaveViewDialog({ onClose, suggested, own, onSave }: SaveViewDialogProps) {
  const [name, setName] = useState(suggested?.name ?? '');
  const [shared, setShared] = useState(suggested?.shared ?? false);
  const [pending, setPending] = useState(false);
  const [error, setError] = useState<Error | null>(null);
  const replaces = own.find((view) => view.name.toLowerCase() === name.trim().toLowerCase());
  const save = async (): Promise<void> => {
    setPending(true);
    setError(null);
    try {
      await onSave({ name: name.trim(), shared, replaces });
      onClose();
    } catch (cause) {
      setError(cause instanceof ApiError ? cause : new Error('That did not work. Try again.'));
      setPending(false);
    }
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Save view"
      description="Keeps the filters, the time range and the columns under a name."
    >
      <Form error={error} onSubmitValues={() => void save()}>
        <Field
          name="name"
          label="Name"
          hint={replaces && `Replaces your view “${replaces.name}”.`}
          validate={(value) => (String(value).trim() ? null : 'Give it a name.')}
        >
          <TextInput
            maxLength={60}
            autoComplete="off"
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
        </Field>
        <Checkbox checked={shared} onChange={setShared}>
          Show it to every operator
        </Checkbox>
        <DialogSubmit pending={pending}>Save view</DialogSubmit>
      </Form>
    </Dialog>
  );
}
