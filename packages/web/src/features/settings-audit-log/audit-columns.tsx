import type { AuditEntry } from '@taffrail/contract';
import type { ReactNode } from 'react';
import { Link } from '../../ui/link.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import type { Column } from '../../ui/table-columns.ts';
import { readAuditFilters, writeAuditFilters, type AuditFilters } from './audit-filters.ts';
import { actorName, hasWords, targetName, wordsOf } from './audit-words.ts';

interface FilterByProps {
  filter: AuditFilters;
  title: string;
  children: ReactNode;
}

/** In a row: j and k lead to rows, Tab leads on. */
function FilterBy({ filter, title, children }: FilterByProps) {
  const search = (now: { f?: string[] }): object => ({
    ...now,
    f: writeAuditFilters({ ...readAuditFilters(now.f), ...filter }),
    after: undefined,
    peek: undefined,
  });
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

function Action({ action }: AuditEntry) {
  const code = <code className="font-mono text-caption text-muted">{action}</code>;
  return (
    <FilterBy filter={{ action }} title={`Only ${action}`}>
      {hasWords(action) ? (
        <>
          {wordsOf(action)} {code}
        </>
      ) : (
        code
      )}
    </FilterBy>
  );
}

function Target({ entry, names }: { entry: AuditEntry; names: ReadonlyMap<string, string> }) {
  const name = targetName(entry, names);
  if (name === undefined) return <span className="text-muted">–</span>;
  if (entry.targetId === null) return name;
  return (
    <FilterBy filter={{ targetId: entry.targetId }} title="Only what was done to this">
      {name}
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
  { id: 'action', title: 'What', cell: Action, priority: 3, className: 'whitespace-nowrap' },
  {
    id: 'target',
    title: 'To what',
    cell: (entry) => <Target entry={entry} names={names} />,
    priority: 3,
    className: truncated,
  },
  {
    id: 'ip',
    title: 'From',
    cell: ({ ipAddress }) => ipAddress ?? <span className="text-muted">–</span>,
    priority: 3,
    className: 'font-mono text-caption whitespace-nowrap',
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
