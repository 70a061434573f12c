import { useState, type ReactNode } from 'react';
import { Button } from '../../../ui/button.tsx';
import { DialogSubmit } from '../../../ui/dialog-submit.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { Field, TextInput } from '../../../ui/field.tsx';
import { Form } from '../../../ui/form.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { useTryKey } from './try-key.api.ts';

/** Only hashes of keys are kept, so whoever tries one out has to bring it. */
export function TryKey({ icon }: { icon: ReactNode }) {
  const [open, setOpen] = useState(false);
  const { mutate, reset, data, isPending, error } = useTryKey();
  const begin = (): void => {
    reset();
    setOpen(true);
  };
  return (
    <>
      <Button icon={icon} onClick={begin} aria-label="Send test batch">
        Send test
      </Button>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title="Send a test batch"
        description="A batch without records goes the way of every other, with your key. Nothing is counted."
      >
        <Form error={error} onSubmitValues={(values) => mutate(String(values['key']).trim())}>
          {data && (
            <Notice status={data.ok ? 'ok' : 'error'}>
              {data.ok ? 'It arrived: this key may send batches.' : data.message}
            </Notice>
          )}
          <Field
            name="key"
            label="Ingest key"
            hint="It is sent, and kept nowhere."
            validate={(value) => (String(value).trim() ? null : 'Paste the key.')}
          >
            <TextInput maxLength={200} autoComplete="off" spellCheck={false} />
          </Field>
          <DialogSubmit pending={isPending}>Send test</DialogSubmit>
        </Form>
      </Dialog>
    </>
  );
}
