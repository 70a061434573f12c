import type { Operator } from '@taffrail/contract';
import { ApiError } from '../../lib/api.ts';
import { cx } from '../../lib/class-names.ts';
import { useCan, useMe } from '../../lib/me.ts';
import { Button } from '../../ui/button.tsx';
import { Link } from '../../ui/link.tsx';
import { rowControl } from '../../ui/looks.ts';
import { RowConfirm } from '../../ui/row-confirm.tsx';
import { toast } from '../../ui/toast.ts';
import { ChangeRole } from './change-role.tsx';
import { useUpdateOperator } from './operators.api.ts';

export function OperatorActions({ operator }: { operator: Operator }) {
  const mayReadAudit = useCan('audit_log.read');
  const { id, name, createdAt, disabledAt } = operator;
  return (
    <span className="inline-flex flex-wrap items-center gap-1 -ml-2">
      {mayReadAudit && (
        <Link
          to="/admin/settings/audit-log"
          search={{ range: `${createdAt}..now`, f: [`actorId.in.${id}`] }}
          data-row-primary
          aria-label={`History of ${name}`}
          className={cx(rowControl, 'inline-flex items-center rounded-control')}
        >
          History
        </Link>
      )}
      {disabledAt === null ? (
        <>
          <ChangeRole operator={operator} />
          <Disable operator={operator} />
        </>
      ) : (
        <Enable operator={operator} />
      )}
    </span>
  );
}

function Disable({ operator: { id, name } }: { operator: Operator }) {
  const isMe = useMe().id === id;
  const { mutateAsync } = useUpdateOperator(id);
  const disable = async (): Promise<void> => {
    await mutateAsync({ disabled: true });
    toast('ok', `Disabled ${name}`);
  };
  return (
    <RowConfirm
      verb="Disable"
      thing={name}
      title={isMe ? 'Disable yourself?' : `Disable ${name}?`}
      action="Disable operator"
      onConfirm={disable}
    >
      {isMe
        ? 'You are signed out everywhere at once, and cannot sign in until another owner enables you.'
        : 'They are signed out everywhere at once and cannot sign in until they are enabled again. Invitations that they made are withdrawn. Keys that they made go on.'}
    </RowConfirm>
  );
}

/** Undone as easily as it is done, so it asks nothing. */
function Enable({ operator: { id, name } }: { operator: Operator }) {
  const { mutateAsync, isPending } = useUpdateOperator(id);
  // The button is gone when the answer is here: the promise is not.
  const set = async (disabled: boolean): Promise<void> => {
    try {
      await mutateAsync({ disabled });
      const undo = { action: { label: 'Undo', run: () => void set(true) } };
      if (disabled) toast('ok', `Disabled ${name}`);
      else toast('ok', `Enabled ${name}`, undo);
    } catch (error) {
      toast('error', error instanceof ApiError ? error.message : 'That did not work. Try again.');
    }
  };
  return (
    <Button
      look="quiet"
      size="row"
      aria-label={`Enable ${name}`}
      pending={isPending}
      onClick={() => void set(false)}
    >
      Enable
    </Button>
  );
}
