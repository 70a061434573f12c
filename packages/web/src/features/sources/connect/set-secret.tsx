import type { Source } from '@taffrail/contract';
import { useState } from 'react';
import { Button } from '../../../ui/button.tsx';
import { DialogSubmit } from '../../../ui/dialog-submit.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { Field, TextInput } from '../../../ui/field.tsx';
import { Form } from '../../../ui/form.tsx';
import { toast } from '../../../ui/toast.ts';
import { secretHints } from '../source-words.ts';
import { useSetSecret } from '../sources.api.ts';

/** What it signs with; it is never shown again. */
export function SetSecret({ source: { id, name, kind, hasSecret } }: { source: Source }) {
  const [open, setOpen] = useState(false);
  const { mutate, isPending, error } = useSetSecret(id);
  const submit = (values: Record<string, unknown>): void =>
    mutate(String(values['secret']).trim(), {
      onSuccess: () => {
        setOpen(false);
        toast('ok', `Set the signing secret of “${name}”`);
      },
    });
  return (
    <>
      <Button
        look="quiet"
        size="row"
        aria-label={`${hasSecret ? 'New' : 'Set'} secret of ${name}`}
        onClick={() => setOpen(true)}
      >
        {hasSecret ? 'New secret' : 'Set secret'}
      </Button>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title={`The signing secret of “${name}”`}
        description="What is signed otherwise is refused from then on."
      >
        <Form error={error} onSubmitValues={submit}>
          <Field
            name="secret"
            label="Signing secret"
            hint={secretHints[kind]}
            validate={(value) =>
              String(value).trim().length >= 8 ? null : 'It has at least 8 characters.'
            }
          >
            <TextInput maxLength={200} autoComplete="off" spellCheck={false} />
          </Field>
          <DialogSubmit pending={isPending}>Set secret</DialogSubmit>
        </Form>
      </Dialog>
    </>
  );
}
