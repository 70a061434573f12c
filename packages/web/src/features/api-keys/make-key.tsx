import { KeyRole, type ApiKey, type IngestScope } from '@taffrail/contract';
import { useState } from 'react';
import type { z } from 'zod';
import { useShortcut } from '../../lib/use-shortcut.ts';
import { Button } from '../../ui/button.tsx';
import { Choice } from '../../ui/choice.tsx';
import { DialogClose } from '../../ui/dialog-close.tsx';
import { DialogSubmit } from '../../ui/dialog-submit.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field, TextInput } from '../../ui/field.tsx';
import { Form } from '../../ui/form.tsx';
import { RoleChoice } from '../../ui/role-choice.tsx';
import { KeyMade, type MadeKey } from './key-made.tsx';
import { useMakeKey, type WantedKey } from './keys.api.ts';
import { ScopeChoice } from './scope-choice.tsx';

/** The button, and the dialog that asks for the key and then shows it once. */
export function MakeKey() {
  const [open, setOpen] = useState(false);
  const [made, setMade] = useState<MadeKey>();
  const begin = (): void => {
    setMade(undefined);
    setOpen(true);
  };
  useShortcut('n', 'Make a key', begin);
  return (
    <>
      <Button look="primary" onClick={begin}>
        Make key
      </Button>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title={made ? `The key “${made.name}”` : 'Make a key'}
        width={made ? 'wide' : 'narrow'}
        // A click beside it would throw the key away.
        dismissable={!made}
        {...(made
          ? { footer: <DialogClose render={<Button look="primary">Done</Button>} /> }
          : { description: 'For your product to send with, or for a program to read with.' })}
      >
        {made ? <KeyMade made={made} /> : <KeyForm onMade={setMade} />}
      </Dialog>
    </>
  );
}

const kinds = [
  { value: 'ingest', label: 'Ingest' },
  { value: 'api', label: 'API' },
] as const satisfies readonly { value: ApiKey['kind']; label: string }[];

const kindHints = {
  ingest: 'Sends events; reads nothing.',
  api: 'Reads, and acts, with the permissions of a role.',
} as const satisfies Record<ApiKey['kind'], string>;

function KeyForm({ onMade }: { onMade: (made: MadeKey) => void }) {
  const [kind, setKind] = useState<ApiKey['kind']>('ingest');
  const [role, setRole] = useState<z.infer<typeof KeyRole>>('viewer');
  const [scopes, setScopes] = useState<readonly IngestScope[]>(['batch']);
  const { mutate, isPending, error } = useMakeKey();
  const submit = (values: Record<string, unknown>): void => {
    const name = String(values['name']).trim();
    const wanted: WantedKey =
      kind === 'ingest' ? { kind, name, scopes: [...scopes] } : { kind, name, role };
    mutate(wanted, { onSuccess: onMade });
  };
  return (
    <Form error={error} onSubmitValues={submit}>
      <Field
        name="name"
        label="Name"
        hint="Where it will be used: Production, Nightly report."
        validate={(value) => (String(value).trim() ? null : 'Give it a name.')}
      >
        <TextInput maxLength={100} autoComplete="off" />
      </Field>
      <div>
        <Choice label="Kind" value={kind} onChange={setKind} options={kinds} />
        <p className="mt-1 text-compact text-muted">{kindHints[kind]}</p>
      </div>
      {kind === 'api' ? (
        <RoleChoice roles={KeyRole.options} value={role} onChange={setRole} />
      ) : (
        <ScopeChoice value={scopes} onChange={setScopes} />
      )}
      <DialogSubmit
        pending={isPending}
        disabledReason={
          kind === 'ingest' && scopes.length === 0 ? 'Say what it may send.' : undefined
        }
      >
        Make key
      </DialogSubmit>
    </Form>
  );
}
