import { titleOfRole, type Operator } from '@taffrail/contract';
import { useMe } from '../../lib/me.ts';
import { DataTable } from '../../ui/data-table.tsx';
import { Panel, type PanelQuery } from '../../ui/panel.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { Status } from '../../ui/status.tsx';
import type { Column } from '../../ui/table-columns.ts';
import { useOpenRows } from '../../ui/use-open-rows.ts';
import { OperatorActions } from './operator-actions.tsx';

const nowrap = 'whitespace-nowrap';

function Name({ id, name }: Operator) {
  const isMe = useMe().id === id;
  return (
    <span className="inline-flex flex-wrap items-center gap-x-1.5">
      <span className="font-medium break-words">{name}</span>
      {isMe && <span className="text-muted">(you)</span>}
    </span>
  );
}

function State({ disabledAt }: Operator) {
  return disabledAt === null ? (
    <Status status="ok">Active</Status>
  ) : (
    <Status status="idle">
      Disabled <RelativeTime at={disabledAt} className="font-normal" />
    </Status>
  );
}

const columns: readonly Column<Operator>[] = [
  { id: 'name', title: 'Name', cell: (row) => <Name {...row} />, priority: 1 },
  { id: 'email', title: 'E-mail', cell: ({ email }) => email, priority: 2, className: 'break-all' },
  {
    id: 'role',
    title: 'Role',
    cell: ({ role }) => titleOfRole(role),
    priority: 2,
    className: nowrap,
  },
  { id: 'state', title: 'State', cell: State, priority: 2, className: nowrap },
  {
    id: 'seen',
    title: 'Last seen',
    cell: ({ lastSeenAt }) =>
      lastSeenAt === null ? (
        <span className="text-muted">Never</span>
      ) : (
        <RelativeTime at={lastSeenAt} />
      ),
    priority: 3,
    className: nowrap,
  },
  {
    id: 'since',
    title: 'Since',
    cell: ({ createdAt }) => <RelativeTime at={createdAt} />,
    priority: 3,
    className: nowrap,
  },
  {
    id: 'actions',
    title: 'Actions',
    cell: (operator) => <OperatorActions operator={operator} />,
    priority: 3,
    className: nowrap,
  },
];

const rowId = ({ id }: Operator): string => id;
const rowName = ({ name }: Operator): string => name;

export function OperatorsPanel({ query }: { query: PanelQuery<readonly Operator[]> }) {
  const rows = useOpenRows();
  return (
    <Panel title="Who may sign in" titleHidden what="the operators" query={query} flush>
      {(operators) => (
        <DataTable
          caption="Operators"
          columns={columns}
          rows={operators}
          rowId={rowId}
          rowName={rowName}
          {...rows}
        />
      )}
    </Panel>
  );
}
