import type { Incident } from '@taffrail/contract';
import { formatExact } from '../../../lib/time/format-time.ts';
import { useTimeZone } from '../../../lib/time/time-zone.ts';
import { Fact, Facts } from '../../../ui/fact.tsx';
import { LinkButton } from '../../../ui/link-button.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { TraceFact } from '../../../ui/trace-fact.tsx';

/** What a row has no room for. */
export function IncidentPeek({ incident }: { incident: Incident }) {
  const timeZone = useTimeZone();
  const { id, openedAt, acknowledgedAt, resolvedAt, lastAlertAt, traceId } = incident;
  return (
    <div className="grid gap-3 text-compact">
      <Facts>
        <Fact name="Opened">
          <time dateTime={openedAt}>{formatExact(new Date(openedAt), timeZone)}</time>
        </Fact>
        {acknowledgedAt !== null && (
          <Fact name="Acknowledged">
            <RelativeTime at={acknowledgedAt} />
          </Fact>
        )}
        {resolvedAt !== null && (
          <Fact name="Resolved">
            <RelativeTime at={resolvedAt} />
            {incident.resolvedByItself && <span className="text-muted">by itself</span>}
          </Fact>
        )}
        {lastAlertAt !== null && (
          <Fact name="Last alert">
            <RelativeTime at={lastAlertAt} />
          </Fact>
        )}
        <TraceFact traceId={traceId} length={32} />
      </Facts>
      <p>
        <LinkButton to="/admin/incidents/$id" params={{ id }}>
          Whole incident
        </LinkButton>
      </p>
    </div>
  );
}
