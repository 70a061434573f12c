import type { ApiKey } from '@taffrail/contract';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { Status } from '../../ui/status.tsx';
import type { Column } from '../../ui/table-columns.ts';
import { KeyActions } from './key-actions.tsx';
import { kindTitles, makerText, rightsText } from './key-words.ts';

function Name({ name, origin, revokedAt }: ApiKey) {
  if (origin !== 'environment') return <span className="font-medium">{name}</span>;
  return (
    <>
      <code className="font-mono">{name}</code>
      {revokedAt === null && <span className="block text-muted">Set by this variable</span>}
    </>
  );
}

function Made({ createdAt, ...key }: ApiKey) {
  return (
    <>
      <RelativeTime at={createdAt} /> <span className="text-muted">{makerText(key)}</span>
    </>
  );
}

function State({ revokedAt }: ApiKey) {
  if (revokedAt) {
    return (
      <Status status="idle">
        Revoked <RelativeTime at={revokedAt} className="font-normal" />
      </Status>
    );
  }
  return <Status status="ok">Active</Status>;
}

const nowrap = 'whitespace-nowrap';

export const keyColumns: readonly Column<ApiKey>[] = [
  { id: 'name', title: 'Name', cell: Name, priority: 1, className: 'break-words min-w-32' },
  {
    id: 'kind',
    title: 'Kind',
    cell: (key) => (
      <>
        {kindTitles[key.kind]} <span className="text-muted">· {rightsText(key)}</span>
      </>
    ),
    priority: 2,
    className: nowrap,
  },
  {
    id: 'key',
    title: 'Key',
    cell: ({ prefix }) => <code className="font-mono text-caption">{prefix}…</code>,
    priority: 3,
    className: nowrap,
  },
  {
    id: 'made',
    title: 'Made',
    cell: Made,
    priority: 3,
    className: 'sm:max-w-64 sm:truncate',
  },
  {
    id: 'used',
    title: 'Last used',
    cell: ({ lastUsedAt }) =>
      lastUsedAt === null ? (
        <span className="text-muted">Never</span>
      ) : (
        <RelativeTime at={lastUsedAt} />
      ),
    priority: 3,
    className: nowrap,
  },
  { id: 'state', title: 'State', cell: State, priority: 2 },
  {
    id: 'actions',
    title: 'Actions',
    cell: (key) => <KeyActions apiKey={key} />,
    priority: 3,
    className: nowrap,
  },
];
