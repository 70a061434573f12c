import type { Activity } from '@taffrail/contract';
import { capText, nameOf } from '../../../ui/customer-name.ts';
import { truncateMiddle } from '../../../lib/format.ts';
import { FilterLink } from '../../../ui/filter-link.tsx';
import { only } from '../filters/activity-fields.ts';
import { sentenceFor } from './sentence.ts';

export const nothing = <span className="text-muted">–</span>;
export const code = 'font-mono text-caption text-muted';

export function Actor({ user }: Activity) {
  if (!user) return <span className="text-muted">System</span>;
  return (
    <FilterLink inRow filter={only('userId', user.id)} title="Only this actor">
      {nameOf(user)}
    </FilterLink>
  );
}

export function Action({ action, sentence }: Activity) {
  return (
    <FilterLink inRow filter={only('action', action)} title={`Only ${action}`}>
      {sentence && <>{sentence} </>}
      <span className={sentence ? code : 'font-mono text-caption'}>{action}</span>
    </FilterLink>
  );
}

export function Resource({ resourceType, resourceId }: Activity) {
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

export function Organization({ organization }: Activity) {
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
export function Source({ traceId, sessionId }: Activity) {
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
export function Sentence(activity: Activity) {
  const { actor, did, where } = sentenceFor(activity);
  return (
    <span className="font-normal">
      <strong className="font-medium">{actor}</strong> {did} {where}
    </span>
  );
}
