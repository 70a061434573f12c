import { Role, titleOfRole } from '@taffrail/contract';
import { useState } from 'react';
import { formatMinute } from '../../lib/time/format-time.ts';
import { useTimeZone } from '../../lib/time/time-zone.ts';
import { useShortcut } from '../../lib/use-shortcut.ts';
import { Button } from '../../ui/button.tsx';
import { DialogClose } from '../../ui/dialog-close.tsx';
import { DialogSubmit } from '../../ui/dialog-submit.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field, TextInput } from '../../ui/field.tsx';
import { Form } from '../../ui/form.tsx';
import { RoleChoice } from '../../ui/role-choice.tsx';
import { ShownOnce } from '../../ui/shown-once.tsx';
import { useInvite } from './operators.api.ts';

interface MadeInvite {
  readonly email: string;
  readonly role: Role;
  readonly expiresAt: string;
  /** Shown here and nowhere else. */
  readonly url: string;
}

/** The button, and the dialog that asks whom to invite and then shows the link once. */
export function InviteOperator() {
  const [open, setOpen] = useState(false);
  const [made, setMade] = useState<MadeInvite>();
  const begin = (): void => {
    setMade(undefined);
    setOpen(true);
  };
  useShortcut('n', 'Invite an operator', begin);
  return (
    <>
      <Button look="primary" onClick={begin}>
        Invite operator
      </Button>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title={made ? `The invitation of ${made.email}` : 'Invite an operator'}
        // A click beside it would throw the link away.
        dismissable={!made}
        {...(made
          ? { footer: <DialogClose render={<Button look="primary">Done</Button>} /> }
          : { description: 'You get a link to send them yourself; the console sends no mail.' })}
      >
        {made ? <InviteMade invite={made} /> : <InviteForm onMade={setMade} />}
      </Dialog>
    </>
  );
}

function InviteForm({ onMade }: { onMade: (invite: MadeInvite) => void }) {
  const [role, setRole] = useState<Role>('operator');
  const { mutate, isPending, error } = useInvite();
  return (
    <Form
      error={error}
      onSubmitValues={({ email }) =>
        mutate({ email: String(email).trim(), role }, { onSuccess: onMade })
      }
    >
      <Field
        name="email"
        label="E-mail"
        hint="What they will sign in with."
        validate={(value) =>
          /^\S+@\S+$/.test(String(value).trim()) ? null : 'Enter an e-mail address.'
        }
      >
        {/* Not of type email: its own bubble would come before the message below the field. */}
        <TextInput inputMode="email" autoComplete="off" autoCapitalize="off" maxLength={320} />
      </Field>
      <RoleChoice roles={Role.options} value={role} onChange={setRole} />
      <DialogSubmit pending={isPending}>Make invitation</DialogSubmit>
    </Form>
  );
}

function InviteMade({ invite: { role, url, expiresAt } }: { invite: MadeInvite }) {
  const timeZone = useTimeZone();
  return (
    <div className="flex flex-col gap-3">
      <ShownOnce secret={url} what="the invitation link">
        Copy the link now: it is not shown again. Whoever has it can join, once, until{' '}
        {formatMinute(new Date(expiresAt), timeZone)}.
      </ShownOnce>
      <p>They choose a name and a password of their own, and join as {titleOfRole(role)}.</p>
    </div>
  );
}
