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

/** Gives what the page shows now a name. */
export function SaveViewDialog({ onClose, suggested, own, onSave }: SaveViewDialogProps) {
  const namesake = (name: string): View | undefined =>
    own.find((view) => view.name.toLowerCase() === name.toLowerCase());
  return (
    <ViewDialog
      onClose={onClose}
      title="Save view"
      description="Keeps the filters, the time range and the columns under a name."
      start={suggested}
      hintOf={(name) => {
        const replaced = namesake(name);
        return replaced && `Replaces your view “${replaced.name}”.`;
      }}
      submit="Save view"
      onSubmit={(wanted) => onSave({ ...wanted, replaces: namesake(wanted.name) })}
    />
  );
}

interface RenameViewDialogProps {
  onClose: () => void;
  view: View;
  onRename: (view: View) => Promise<unknown>;
}

/** What a view is called, and whether others see it. */
export function RenameViewDialog({ onClose, view, onRename }: RenameViewDialogProps) {
  return (
    <ViewDialog
      onClose={onClose}
      title={`Rename or share “${view.name}”`}
      start={view}
      submit="Change view"
      onSubmit={(wanted) => onRename({ ...view, ...wanted })}
    />
  );
}

type Wanted = Pick<NewView, 'name' | 'shared'>;

interface ViewDialogProps {
  onClose: () => void;
  title: string;
  description?: string;
  /** What it is called and whether it is shared, as far as that is known. */
  start: View | undefined;
  hintOf?: (name: string) => string | undefined;
  submit: string;
  onSubmit: (wanted: Wanted) => Promise<unknown>;
}

function ViewDialog(props: ViewDialogProps) {
  const { onClose, title, description, start, hintOf, submit, onSubmit } = props;
  const [name, setName] = useState(start?.name ?? '');
  const [shared, setShared] = useState(start?.shared ?? false);
  const [pending, setPending] = useState(false);
  const [error, setError] = useState<Error | null>(null);
  const send = async (): Promise<void> => {
    setPending(true);
    setError(null);
    try {
      await onSubmit({ name: name.trim(), shared });
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
      title={title}
      description={description}
    >
      <Form error={error} onSubmitValues={() => void send()}>
        <Field
          name="name"
          label="Name"
          hint={hintOf?.(name.trim())}
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
        <DialogSubmit pending={pending}>{submit}</DialogSubmit>
      </Form>
    </Dialog>
  );
}
