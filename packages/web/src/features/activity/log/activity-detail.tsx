import type { Activity } from '@taffrail/contract';
import { ListFilter } from 'lucide-react';
import type { ReactNode } from 'react';
import { formatExact, formatRelative } from '../../../lib/time/format-time.ts';
import { useMe } from '../../../lib/me.ts';
import { stringifySearch } from '../../../lib/url/url-state.ts';
import { useNow } from '../../../lib/time/use-now.ts';
import { CopyButton } from '../../../ui/copy-button.tsx';
import { CopyText } from '../../../ui/copy-text.tsx';
import { iconButtonClass } from '../../../ui/icon-button.tsx';
import { JsonTree } from '../../../ui/json-tree.tsx';
import { Link } from '../../../ui/link.tsx';
import { only, type ActivityFieldId } from '../filters/activity-fields.ts';
import { FilterLink } from '../filters/filter-link.tsx';
import { searchAround, searchOfEvent } from './event-links.ts';
import { capText, nameOf } from './sentence.ts';

/** All that is known of one action. */
export function ActivityDetail({ activity }: { activity: Activity }) {
  const hasMetadata = Object.keys(activity.metadata).length > 0;
  return (
    <div className="grid gap-x-8 gap-y-4 text-compact lg:grid-cols-2">
      <dl className="grid grid-cols-[max-content_minmax(0,1fr)] content-start gap-x-4">
        <Times activity={activity} />
        <Facts activity={activity} />
      </dl>
      <div className="min-w-0">
        <h3 className="mb-1 font-medium text-muted">Metadata</h3>
        {hasMetadata ? (
          <JsonTree value={activity.metadata} label="Metadata" action={filterByValue} />
        ) : (
          <p className="text-muted">None came with it.</p>
        )}
      </div>
      <Links activity={activity} />
    </div>
  );
}

/** Longer values cannot be filtered by. */
const longestFilter = 500;

const filterByValue = (path: string, value: string): ReactNode => {
  const text = `${path}=${value}`;
  if (text.length > longestFilter || path.includes('=')) return null;
  return <FilterBy field="metadata" value={text} what={`${path} ${capText(value, 40)}`} />;
};

function FilterBy(props: { field: ActivityFieldId; value: string; what: string }) {
  return (
    <FilterLink
      filter={only(props.field, props.value)}
      title="Filter by this"
      label={`Filter by ${props.what}`}
      className={iconButtonClass('quiet', 'h-6 w-6 align-middle hover:no-underline')}
    >
      <ListFilter size={12} aria-hidden />
    </FilterLink>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="col-span-2 grid min-h-7 grid-cols-subgrid items-baseline">
      <dt className="text-muted">{name}</dt>
      <dd className="flex min-w-0 flex-wrap items-center gap-x-1 break-words [&_code]:break-all">
        {children}
      </dd>
    </div>
  );
}

function Times({ activity }: { activity: Activity }) {
  const { reportingTimeZone } = useMe();
  const now = useNow();
  const at = new Date(activity.createdAt);
  const lateMs = Date.parse(activity.receivedAt) - at.getTime();
  return (
    <>
      <Fact name={reportingTimeZone === 'UTC' ? 'Time, UTC' : 'Time'}>
        <time dateTime={activity.createdAt}>{formatExact(at, reportingTimeZone)}</time>
        <span className="text-muted">({formatRelative(at, now)})</span>
      </Fact>
      {reportingTimeZone !== 'UTC' && <Fact name="Time, UTC">{activity.createdAt}</Fact>}
      {lateMs > 60_000 && (
        <Fact name="Received">{formatExact(new Date(activity.receivedAt), reportingTimeZone)}</Fact>
      )}
    </>
  );
}

function Facts({ activity }: { activity: Activity }) {
  const { action, sentence, user, organization, resourceType, resourceId } = activity;
  return (
    <>
      <Fact name="Action">
        {sentence && <span>{sentence}</span>}
        <code className="font-mono text-caption">{action}</code>
        <FilterBy field="action" value={action} what={action} />
      </Fact>
      <Fact name="Actor">
        {user ? (
          <>
            {nameOf(user)} <CopyText text={user.externalId ?? user.id} what="the user's id" />
            <FilterBy field="userId" value={user.id} what={nameOf(user)} />
          </>
        ) : (
          'System'
        )}
      </Fact>
      {organization && (
        <Fact name="Organization">
          {nameOf(organization)}{' '}
          <CopyText
            text={organization.externalId ?? organization.id}
            what="the organization's id"
          />
          <FilterBy field="organizationId" value={organization.id} what={nameOf(organization)} />
        </Fact>
      )}
      {(resourceType ?? resourceId) !== null && (
        <Fact name="Resource">
          {resourceType && capText(resourceType, 100)}
          {resourceId !== null && (
            <>
              <CopyText text={resourceId} what="the resource's id" length={36} />
              <FilterBy field="resourceId" value={resourceId} what="this resource" />
            </>
          )}
        </Fact>
      )}
      <Foreign name="Session" field="sessionId" value={activity.sessionId} />
      <Foreign name="Trace" field="traceId" value={activity.traceId} />
      <Address activity={activity} />
      {activity.userAgent !== null && (
        <Fact name="User agent">{capText(activity.userAgent, 300)}</Fact>
      )}
      <Fact name="Id">
        <CopyText text={activity.id} what="the id" length={36} />
      </Fact>
    </>
  );
}

function Foreign(props: { name: string; field: ActivityFieldId; value: string | null }) {
  const { name, field, value } = props;
  if (value === null) return null;
  return (
    <Fact name={name}>
      <CopyText text={value} what={`the ${name.toLowerCase()}`} length={36} />
      <FilterBy field={field} value={value} what={`this ${name.toLowerCase()}`} />
    </Fact>
  );
}

function Address({ activity: { ipAddress } }: { activity: Activity }) {
  const { permissions } = useMe();
  if (ipAddress === null) return null;
  return (
    <Fact name="IP address">
      {ipAddress}
      {permissions.includes('pii.read') && (
        <FilterBy field="ipAddress" value={ipAddress} what={ipAddress} />
      )}
    </Fact>
  );
}

function Links({ activity }: { activity: Activity }) {
  const address = `${location.origin}${location.pathname}${stringifySearch(searchOfEvent(activity))}`;
  return (
    <p className="flex flex-wrap items-center gap-x-4 gap-y-1 lg:col-span-2">
      <Link to="." search={searchAround(activity) as never}>
        Around this (±5 min)
      </Link>
      <span className="inline-flex items-center gap-1">
        Link to this <CopyButton text={address} what="the link" className="h-6 w-6" />
      </span>
      <span className="inline-flex items-center gap-1">
        As JSON{' '}
        <CopyButton text={JSON.stringify(activity, null, 2)} what="the JSON" className="h-6 w-6" />
      </span>
    </p>
  );
}
