import { titleOfRole, type OperatorInvite } from '@taffrail/contract';
import { DataTable } from '../../ui/data-table.tsx';
import { PanelFrame } from '../../ui/panel.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { RowConfirm } from '../../ui/row-confirm.tsx';
import type { Column } from '../../ui/table-columns.ts';
import { toast } from '../../ui/toast.ts';
import { useOpenRows } from '../../ui/use-open-rows.ts';
import { useWithdrawInvite } from './operators.api.ts';

const nowrap = 'whitespace-nowrap';

const columns: readonly Column<OperatorInvite>[] = [
  {
    id: 'email',
    title: 'E-mail',
    cell: ({ email }) => <span className="font-medium break-all">{email}</span>,
    priority: 1,
  },
  {
    id: 'role',
    title: 'Role',
    cell: ({ role }) => titleOfRole(role),
    priority: 2,
    className: nowrap,
  },
  {
    id: 'expires',
    title: 'Expires',
    cell: ({ expiresAt }) => <RelativeTime at={expiresAt} />,
    priority: 2,
    className: nowrap,
  },
  {
    id: 'invited',
    title: 'Invited',
    cell: ({ createdAt, invitedBy }) => (
      <>
        <RelativeTime at={createdAt} /> <span className="text-muted">by {invitedBy}</span>
      </>
    ),
    priority: 3,
  },
  {
    id: 'actions',
    title: 'Actions',
    cell: (invite) => <Withdraw invite={invite} />,
    priority: 3,
    className: nowrap,
  },
];

const rowId = ({ id }: OperatorInvite): string => id;
const rowName = ({ email }: OperatorInvite): string => `the invitation of ${email}`;

export function InvitesPanel({ invites }: { invites: readonly OperatorInvite[] }) {
  const rows = useOpenRows();
  return (
    <PanelFrame title="Invitations that wait" flush>
      <DataTable
        caption="Invitations that wait"
        columns={columns}
        rows={invites}
        rowId={rowId}
        rowName={rowName}
        {...rows}
      />
    </PanelFrame>
  );
}

function Withdraw({ invite: { id, email } }: { invite: OperatorInvite }) {
  const { mutateAsync } = useWithdrawInvite();
  const withdraw = async (): Promise<void> => {
    await mutateAsync(id);
    toast('ok', `Withdrew the invitation of ${email}`);
  };
  return (
    <span className="-ml-2">
      <RowConfirm
        primary
        verb="Withdraw"
        thing={`the invitation of ${email}`}
        title={`Withdraw the invitation of ${email}?`}
        action="Withdraw invitation"
        onConfirm={withdraw}
      >
        Its link no longer works. You can invite them again.
      </RowConfirm>
    </span>
  );
}
