import type { Activity } from '@taffrail/contract';
import { truncateMiddle } from '../../../lib/format.ts';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import type { Column } from '../../../ui/table-columns.ts';
import { only } from '../filters/activity-fields.ts';
import { FilterLink } from '../filters/filter-link.tsx';
import { capText, metadataLine, nameOf, sentenceFor } from './sentence.ts';

const nothing = <span className="text-muted">–</span>;
const code = 'font-mono text-caption text-muted';

function Actor({ user }: Activity) {
  if (!user) return <span className="text-muted">System</span>;
  return (
    <FilterLink inRow filter={only('userId', user.id)} title="Only this actor">
      {nameOf(user)}
    </FilterLink>
  );
}

function Action({ action, sentence }: Activity) {
  return (
    <FilterLink inRow filter={only('action', action)} title={`Only ${action}`}>
      {sentence && <>{sentence} </>}
      <span className={sentence ? code : 'font-mono text-caption'}>{action}</span>
    </FilterLink>
  );
}

function Resource({ resourceType, resourceId }: Activity) {
  if (resourceType === null && resourceId === null) return nothing;
  return (
    <>
      {resourceType !== null && (
        <FilterLink
          inRow
          filter={only('resourceType', resourceType)}
          title="Only this type of resource"
        >
          {capText(resourceType, 40)}
        </FilterLink>
      )}{' '}
      {resourceId !== null && (
        <FilterLink
          inRow
          filter={only('resourceId', resourceId)}
          title={`Only ${resourceId}`}
          className={code}
        >
          {truncateMiddle(resourceId)}
        </FilterLink>
      )}
    </>
  );
}

function Organization({ organization }: Activity) {
  if (!organization) return nothing;
  return (
    <FilterLink
      inRow
      filter={only('organizationId', organization.id)}
      title="Only this organization"
    >
      {nameOf(organization)}
    </FilterLink>
  );
}

/** Where it came from: the trace or else the session that it was part of. */
function Source({ traceId, sessionId }: Activity) {
  if (traceId !== null) {
    return (
      <FilterLink inRow filter={only('traceId', traceId)} title={`Only the trace ${traceId}`}>
        trace <span className={code}>{truncateMiddle(traceId, 7)}</span>
      </FilterLink>
    );
  }
  if (sessionId === null) return nothing;
  return (
    <FilterLink inRow filter={only('sessionId', sessionId)} title={`Only the session ${sessionId}`}>
      session <span className={code}>{truncateMiddle(sessionId, 7)}</span>
    </FilterLink>
  );
}

/** A whole row as one sentence, for screens that have no room for a table. */
function Sentence(activity: Activity) {
  const { actor, did, where } = sentenceFor(activity);
  return (
    <span className="font-normal">
      <strong className="font-medium">{actor}</strong> {did} {where}
    </span>
  );
}

const truncated = 'max-w-40 truncate';

export const activityColumns: readonly Column<Activity>[] = [
  {
    id: 'time',
    title: 'Time',
    cell: ({ createdAt }) => <RelativeTime at={createdAt} />,
    priority: 2,
    fixed: true,
    className: 'w-30 whitespace-nowrap',
  },
  { id: 'actor', title: 'Actor', cell: Actor, priority: 3, className: truncated },
  {
    id: 'action',
    title: 'Action',
    cell: Action,
    priority: 3,
    className: 'w-full max-w-0 min-w-48 truncate',
  },
  { id: 'resource', title: 'Resource', cell: Resource, priority: 3, className: truncated },
  {
    id: 'organization',
    title: 'Organization',
    cell: Organization,
    priority: 3,
    className: truncated,
  },
  { id: 'source', title: 'Source', cell: Source, priority: 3, className: truncated },
  {
    id: 'ip',
    title: 'IP address',
    cell: ({ ipAddress }) => ipAddress ?? nothing,
    priority: 3,
    hidden: true,
    className: `${code} text-text`,
  },
  {
    id: 'userAgent',
    title: 'User agent',
    cell: ({ userAgent }) => (userAgent === null ? nothing : capText(userAgent, 120)),
    priority: 3,
    hidden: true,
    className: truncated,
  },
  {
    id: 'id',
    title: 'Id',
    cell: ({ id }) => <span title={id}>{truncateMiddle(id)}</span>,
    priority: 3,
    hidden: true,
    className: code,
  },
  {
    id: 'metadata',
    title: 'Metadata',
    cell: ({ metadata }) => metadataLine(metadata) || nothing,
    priority: 3,
    hidden: true,
    className: `max-w-80 truncate ${code}`,
  },
];

/** On narrow screens: a sentence, when and on what; the rest is in the details. */
export const cardColumns: readonly Column<Activity>[] = [
  { id: 'sentence', title: 'What happened', cell: Sentence, priority: 1 },
  {
    id: 'time',
    title: 'Time',
    cell: ({ createdAt }) => <RelativeTime at={createdAt} />,
    priority: 2,
  },
  {
    id: 'resource',
    title: 'Resource',
    cell: ({ resourceType, resourceId }) =>
      [resourceType && capText(resourceType, 40), resourceId && truncateMiddle(resourceId)]
        .filter(Boolean)
        .join(' '),
    priority: 2,
  },
];
