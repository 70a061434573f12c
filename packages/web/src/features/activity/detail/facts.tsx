import type { Activity } from '@taffrail/contract';
import { capText, nameOf } from '../../../ui/customer-name.ts';
import { useMe } from '../../../lib/me.ts';
import { formatExact } from '../../../lib/time/format-time.ts';
import { CopyText } from '../../../ui/copy-text.tsx';
import { Fact } from '../../../ui/fact.tsx';
import { TimeFacts } from '../../../ui/time-facts.tsx';
import { FilterBy } from '../../../ui/filter-by.tsx';
import { only, type ActivityFieldId } from '../filters/activity-fields.ts';

/** When it happened and, where that was later, when it came. */
export function Times({ activity: { createdAt, receivedAt } }: { activity: Activity }) {
  const { reportingTimeZone } = useMe();
  const lateMs = Date.parse(receivedAt) - Date.parse(createdAt);
  return (
    <>
      <TimeFacts at={createdAt} />
      {lateMs > 60_000 && (
        <Fact name="Received">{formatExact(new Date(receivedAt), reportingTimeZone)}</Fact>
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
        <FilterBy filter={only('action', action)} what={action} />
      </Fact>
      <Fact name="Actor">
        {user ? (
          <>
            {nameOf(user)} <CopyText text={user.externalId ?? user.id} what="the user's id" />
            <FilterBy filter={only('userId', user.id)} what={nameOf(user)} />
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
          <FilterBy filter={only('organizationId', organization.id)} what={nameOf(organization)} />
        </Fact>
      )}
      {(resourceType ?? resourceId) !== null && (
        <Fact name="Resource">
          {resourceType && capText(resourceType, 100)}
          {resourceId !== null && (
            <>
              <CopyText text={resourceId} what="the resource's id" length={36} />
              <FilterBy filter={only('resourceId', resourceId)} what="this resource" />
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
      <FilterBy filter={only(field, value)} what={`this ${name.toLowerCase()}`} />
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
        <FilterBy filter={only('ipAddress', ipAddress)} what={ipAddress} />
      )}
    </Fact>
  );
}
