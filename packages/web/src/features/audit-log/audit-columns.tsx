import type { AuditEntry } from '@taffrail/contract';
import type { ReactNode } from 'react';
import { Link } from '../../ui/link.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import type { Column } from '../../ui/table-columns.ts';
import { auditFilters, type AuditFilters } from './audit-filters.ts';
import type { AuditLogSearch } from './audit-log-search.ts';
import { actorName, targetName, wordsOf } from './audit-words.ts';

interface FilterByProps {
  filter: AuditFilters;
  title: string;
  children: ReactNode;
}

/** In a row: j and k lead to rows, Tab leads on. */
function FilterBy({ filter, title, children }: FilterByProps) {
  const search = (now: AuditLogSearch): AuditLogSearch => auditFilters.with(now, filter);
  return (
    <Link
      to="."
      search={search as never}
      resetScroll={false}
      title={title}
      tabIndex={-1}
      className="text-text hover:text-accent"
    >
      {children}
    </Link>
  );
}

function Actor({ actor }: AuditEntry) {
  const name = actorName(actor);
  if (actor.id === null) return <span className="text-muted">{name}</span>;
  return (
    <FilterBy filter={{ actorId: actor.id }} title={`Only what ${name} did`}>
      {name}
    </FilterBy>
  );
}

/** `revoked the key Production`, of which the object leads to all that was done to it. */
function What({ entry, names }: { entry: AuditEntry; names: ReadonlyMap<string, string> }) {
  const name = targetName(entry, names);
  return (
    <>
      {wordsOf(entry.action)}{' '}
      {name !== undefined &&
        (entry.targetId === null ? (
          name
        ) : (
          <FilterBy filter={{ targetId: entry.targetId }} title="Only what was done to this">
            <span className="font-medium">{name}</span>
          </FilterBy>
        ))}
    </>
  );
}

function Action({ action }: AuditEntry) {
  return (
    <FilterBy filter={{ action }} title={`Only ${action}`}>
      <code className="font-mono text-caption text-muted">{action}</code>
    </FilterBy>
  );
}

/** A whole entry as one sentence, for screens that have no room for a table. */
function Sentence({ entry, names }: { entry: AuditEntry; names: ReadonlyMap<string, string> }) {
  return (
    <span className="font-normal break-words">
      <strong className="font-medium">{actorName(entry.actor)}</strong> {wordsOf(entry.action)}{' '}
      {targetName(entry, names)}
    </span>
  );
}

const time: Column<AuditEntry> = {
  id: 'time',
  title: 'Time',
  cell: ({ createdAt }) => <RelativeTime at={createdAt} />,
  priority: 2,
  className: 'w-36 whitespace-nowrap',
};

const truncated = 'max-w-64 truncate';

export const auditColumns = (names: ReadonlyMap<string, string>): readonly Column<AuditEntry>[] => [
  time,
  { id: 'actor', title: 'Actor', cell: Actor, priority: 3, className: truncated },
  {
    id: 'what',
    title: 'What',
    cell: (entry) => <What entry={entry} names={names} />,
    priority: 3,
    className: 'max-w-96 truncate',
  },
  { id: 'action', title: 'Action', cell: Action, priority: 3, className: 'whitespace-nowrap' },
  {
    id: 'ip',
    title: 'From',
    cell: ({ ipAddress }) =>
      ipAddress === null ? (
        <span className="text-muted">–</span>
      ) : (
        <span className="font-mono text-caption">{ipAddress}</span>
      ),
    priority: 3,
    className: 'whitespace-nowrap',
  },
];

export const auditCards = (names: ReadonlyMap<string, string>): readonly Column<AuditEntry>[] => [
  {
    id: 'sentence',
    title: 'What happened',
    cell: (entry) => <Sentence entry={entry} names={names} />,
    priority: 1,
  },
  time,
];
