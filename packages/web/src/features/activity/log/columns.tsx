import type { Activity } from '@taffrail/contract';
import { capText } from '../../../ui/customer-name.ts';
import { truncateMiddle } from '../../../lib/format.ts';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import type { Column } from '../../../ui/table-columns.ts';
import {
  Action,
  Actor,
  code,
  nothing,
  Organization,
  Resource,
  Sentence,
  Source,
} from './cells.tsx';
import { metadataLine } from './sentence.ts';

const truncated = 'max-w-40 truncate xl:max-w-60';

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
