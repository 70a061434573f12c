import type { AlertDetail } from '@taffrail/contract';
import { useNow } from '../../../lib/time/use-now.ts';
import { plural } from '../../../lib/format.ts';
import { CopyText } from '../../../ui/copy-text.tsx';
import { ExternalLink } from '../../../ui/external-link.tsx';
import { Fact, Facts } from '../../../ui/fact.tsx';
import { Link } from '../../../ui/link.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { lookOfAlert, SeverityBadge } from '../../../ui/severity.tsx';
import { shortAddress } from '../../../ui/short-address.ts';
import { Badge } from '../../../ui/status.tsx';
import { TraceFact } from '../../../ui/trace-fact.tsx';
import { sayHowItEnded, sourceWords } from '../alert-words.ts';
import { writeFilters, only } from '../filters/alert-fields.ts';
import { AllLabels } from '../list/label-chips.tsx';

/** What is known of it as a whole. Whatever the source wrote is shown as text. */
export function AlertFacts({ alert }: { alert: AlertDetail }) {
  // The runbook is a link among the properties.
  const annotations = Object.entries(alert.annotations).filter(
    ([, value]) => value !== alert.runbookUrl,
  );
  return (
    <div className="grid gap-x-10 gap-y-4 lg:grid-cols-2">
      <div className="flex min-w-0 flex-col gap-3">
        <State alert={alert} />
        {alert.description !== null && (
          <p className="break-words whitespace-pre-wrap">{alert.description}</p>
        )}
        <AllLabels labels={alert.labels} />
        {annotations.length > 0 && (
          <Facts>
            {annotations.map(([name, value]) => (
              <Fact key={name} name={name}>
                <span className="whitespace-pre-wrap">{value}</span>
              </Fact>
            ))}
          </Facts>
        )}
      </div>
      <Properties alert={alert} />
    </div>
  );
}

function State({ alert }: { alert: AlertDetail }) {
  const now = useNow();
  const { status, word } = lookOfAlert(alert);
  return (
    <p className="flex flex-wrap items-center gap-2">
      <SeverityBadge severity={alert.severity} />
      <Badge status={status}>{word}</Badge>
      {alert.isFlapping && <Badge status="warning">Flapping</Badge>}
      <span className="text-muted">{sayHowItEnded(alert, now)}</span>
    </p>
  );
}

function Properties({ alert }: { alert: AlertDetail }) {
  const { source, incident, service, traceId, url, runbookUrl } = alert;
  return (
    <Facts>
      <Fact name="Incident">
        {incident ? (
          <Link to="/admin/incidents/$id" params={{ id: incident.id }}>
            #{incident.number} {incident.title}
          </Link>
        ) : (
          <span className="text-muted">None</span>
        )}
      </Fact>
      <Fact name="Source">
        <Link to="/admin/alerts" search={{ f: writeFilters([only('sourceId', source.id)]) }}>
          {source.name}
        </Link>
        <span className="text-muted">({sourceWords[source.kind]})</span>
      </Fact>
      {runbookUrl !== null && (
        <Fact name="Runbook">
          <ExternalLink href={runbookUrl}>{shortAddress(runbookUrl)}</ExternalLink>
        </Fact>
      )}
      {url !== null && (
        <Fact name="More at">
          <ExternalLink href={url}>{new URL(url).host}</ExternalLink>
        </Fact>
      )}
      {service !== null && (
        <Fact name="Service">
          <Link to="/admin/alerts" search={{ f: writeFilters([only('service', service)]) }}>
            {service}
          </Link>
        </Fact>
      )}
      <Fact name="Began to fire">
        <RelativeTime at={alert.startedAt} />
      </Fact>
      {alert.endedAt !== null && (
        <Fact name="Ended">
          <RelativeTime at={alert.endedAt} />
          {alert.resolvedBy !== null && <span>by {alert.resolvedBy}</span>}
        </Fact>
      )}
      <Fact name="First heard of">
        <RelativeTime at={alert.firstSeenAt} />
      </Fact>
      <Fact name="Told as firing">
        {plural(alert.occurrences, 'time')}, last heard of <RelativeTime at={alert.lastSeenAt} />
      </Fact>
      {alert.isAcknowledgedBySender && <Fact name="Acknowledged">in {source.name}</Fact>}
      <TraceFact traceId={traceId} />
      <Fact name="Fingerprint">
        <CopyText text={alert.fingerprint} what="the fingerprint" length={24} />
      </Fact>
    </Facts>
  );
}
