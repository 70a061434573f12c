import { signingKinds, type MadeSource, type SourceKind } from '@taffrail/contract';
import { useState } from 'react';
import { Button } from '../../../ui/button.tsx';
import { DialogClose } from '../../../ui/dialog-close.tsx';
import { DialogSubmit } from '../../../ui/dialog-submit.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { Field, TextInput } from '../../../ui/field.tsx';
import { Form } from '../../../ui/form.tsx';
import { Address } from './source-made.tsx';
import { kindTitles } from '../../../ui/source-kinds.ts';
import { secretHints } from '../source-words.ts';
import { useConnect } from '../sources.api.ts';

/** The button, and the dialog that asks for a name and then shows the address once. */
export function ConnectSource({ kind }: { kind: SourceKind }) {
  const [open, setOpen] = useState(false);
  const [made, setMade] = useState<MadeSource>();
  const begin = (): void => {
    setMade(undefined);
    setOpen(true);
  };
  return (
    <>
      <Button aria-label={`Connect ${kindTitles[kind]}`} onClick={begin}>
        Connect
      </Button>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title={made ? `The address of “${made.name}”` : `Connect ${kindTitles[kind]}`}
        width={made ? 'wide' : 'narrow'}
        // A click beside it would throw the address away.
        dismissable={!made}
        {...(made && { footer: <DialogClose render={<Button look="primary">Done</Button>} /> })}
      >
        {made ? <Address made={made} /> : <SourceForm kind={kind} onMade={setMade} />}
      </Dialog>
    </>
  );
}

interface SourceFormProps {
  kind: SourceKind;
  onMade: (made: MadeSource) => void;
}

function SourceForm({ kind, onMade }: SourceFormProps) {
  const { mutate, isPending, error } = useConnect();
  const submit = (values: Record<string, unknown>): void => {
    const { name, secret } = values;
    const given = typeof secret === 'string' ? secret.trim() : '';
    const wanted = { kind, name: String(name).trim(), ...(given !== '' && { secret: given }) };
    mutate(wanted, { onSuccess: onMade });
  };
  return (
    <Form error={error} onSubmitValues={submit}>
      <Field
        name="name"
        label="Name"
        hint="What tells it from others of its kind."
        validate={(value) => (String(value).trim() ? null : 'Give it a name.')}
      >
        <TextInput maxLength={100} autoComplete="off" defaultValue={kindTitles[kind]} />
      </Field>
      {signingKinds.has(kind) && (
        <Field
          name="secret"
          label="Signing secret"
          hint={`${secretHints[kind] ?? ''} It can be set later.`}
        >
          <TextInput maxLength={200} autoComplete="off" spellCheck={false} />
        </Field>
      )}
      <DialogSubmit pending={isPending}>Connect source</DialogSubmit>
    </Form>
  );
}
