import type { Activity } from '@taffrail/contract';
import type { ReactNode } from 'react';
import { useMe } from '../../../lib/me.ts';
import { formatExact, formatRelative } from '../../../lib/time/format-time.ts';
import { useNow } from '../../../lib/time/use-now.ts';
import { CopyText } from '../../../ui/copy-text.tsx';
import type { ActivityFieldId } from '../filters/activity-fields.ts';
import { capText, nameOf } from '../log/sentence.ts';
import { FilterBy } from './filter-by.tsx';

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

/** When it happened, in the reporting zone and in UTC. */
export function Times({ activity }: { activity: Activity }) {
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

/** Who, what, where and whence; each fact filters. */
export function Facts({ activity }: { activity: Activity }) {
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
