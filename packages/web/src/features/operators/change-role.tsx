import { Role, titleOfRole, type Operator } from '@taffrail/contract';
import { useState } from 'react';
import { useMe } from '../../lib/me.ts';
import { DialogSubmit } from '../../ui/dialog-submit.tsx';
import { Form } from '../../ui/form.tsx';
import { RoleChoice } from '../../ui/role-choice.tsx';
import { RowDialog } from '../../ui/row-dialog.tsx';
import { roleChange, wordsOf } from '../../ui/role-words.ts';
import { toast } from '../../ui/toast.ts';
import { useUpdateOperator } from './operators.api.ts';

export function ChangeRole({ operator }: { operator: Operator }) {
  const { name } = operator;
  return (
    <RowDialog
      verb="Change role"
      thing={`of ${name}`}
      title={`Change the role of ${name}`}
      description="It holds from their next click on; nobody is signed out."
    >
      {(close) => <RoleForm operator={operator} onDone={close} />}
    </RowDialog>
  );
}

function RoleForm({ operator, onDone }: { operator: Operator; onDone: () => void }) {
  const [role, setRole] = useState(operator.role);
  const { mutateAsync, isPending, error } = useUpdateOperator(operator.id);
  const submit = async (): Promise<void> => {
    try {
      await mutateAsync({ role });
    } catch {
      // Shown above the choice.
      return;
    }
    // An owner who gave the role away has lost this page by now, and its callbacks with it.
    toast('ok', `${operator.name} has the role ${titleOfRole(role)} now`);
    onDone();
  };
  return (
    <Form error={error} onSubmitValues={() => void submit()}>
      <RoleChoice roles={Role.options} value={role} onChange={setRole} />
      <Effect operator={operator} role={role} />
      <DialogSubmit
        pending={isPending}
        disabledReason={role === operator.role ? 'This is their role already.' : undefined}
      >
        Change role
      </DialogSubmit>
    </Form>
  );
}

/** What they gain and lose, before it happens. */
function Effect({ operator, role }: { operator: Operator; role: Role }) {
  const isMe = useMe().id === operator.id;
  const { gained, lost } = roleChange(operator.role, role);
  return (
    <div aria-live="polite" className="flex flex-col gap-1 text-compact">
      {gained.length > 0 && <p>Gains: {wordsOf(gained)}.</p>}
      {lost.length > 0 && <p>Loses: {wordsOf(lost)}.</p>}
      {isMe && lost.includes('operators.manage') && (
        <p className="text-warning">This is you: only another owner can change it back.</p>
      )}
    </div>
  );
}
