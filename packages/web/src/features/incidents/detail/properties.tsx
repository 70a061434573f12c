import { incidentLooks } from '../../../ui/incident-looks.ts';
import type { IncidentDetail, IncidentRef } from '@taffrail/contract';
import { writeFilter } from '../../../lib/filters.ts';
import { formatDuration } from '../../../lib/format.ts';
import { useNow } from '../../../lib/time/use-now.ts';
import { CopyText } from '../../../ui/copy-text.tsx';
import { ExternalLink } from '../../../ui/external-link.tsx';
import { Fact, Facts } from '../../../ui/fact.tsx';
import { Link } from '../../../ui/link.tsx';
import { PanelFrame } from '../../../ui/panel.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { SeverityBadge } from '../../../ui/severity.tsx';
import { shortAddress } from '../../../ui/short-address.ts';
import { Badge } from '../../../ui/status.tsx';
import { TraceLink } from '../../../ui/trace-link.tsx';
import { only } from '../filters/incident-fields.ts';
import { causeWords, lastedMs, numberOf } from '../incident-words.ts';

const relationWords = {
  followed_by: 'Followed by',
  merged_in: 'Merged in',
  split_off: 'Split off',
  split_from: 'Split from',
} as const satisfies Record<IncidentDetail['related'][number]['relation'], string>;

/** What the incident is, at the right of what happened. */
export function Properties({ incident }: { incident: IncidentDetail }) {
  const now = useNow();
  const { status, word } = incidentLooks[incident.state];
  return (
    <PanelFrame title="Properties">
      <Facts>
        <Fact name="Severity">
          <SeverityBadge severity={incident.severity} />
        </Fact>
        <Fact name="Status">
          <Badge status={status}>{word}</Badge>
        </Fact>
        <Fact name="Owner">
          {incident.owner?.name ?? <span className="text-muted">Nobody</span>}
        </Fact>
        <Fact name="Service">
          {incident.service === null ? (
            <span className="text-muted">Not told</span>
          ) : (
            <Link
              to="/admin/incidents"
              search={{
                f: [
                  writeFilter(only('state', 'all')),
                  writeFilter(only('service', incident.service)),
                ],
              }}
            >
              {incident.service}
            </Link>
          )}
        </Fact>
        <Fact name={incident.resolvedAt === null ? 'Age' : 'Took'}>
          {formatDuration(lastedMs(incident, now))}
        </Fact>
        {incident.lastAlertAt !== null && (
          <Fact name="Last alert">
            <RelativeTime at={incident.lastAlertAt} />
          </Fact>
        )}
        {incident.reopenings > 0 && <Fact name="Reopened">{incident.reopenings} ×</Fact>}
        {incident.cause !== null && <Fact name="Cause">{causeWords[incident.cause]}</Fact>}
        <Runbooks urls={incident.runbookUrls} />
        <Traces ids={incident.traceIds} />
        <Related incident={incident} />
        <Fact name="Id">
          <CopyText text={incident.id} what="the id" />
        </Fact>
      </Facts>
      {incident.resolutionNote !== null && (
        <p className="mt-3 break-words whitespace-pre-wrap">{incident.resolutionNote}</p>
      )}
    </PanelFrame>
  );
}

/** What to do, as its alerts have it. */
function Runbooks({ urls }: { urls: readonly string[] }) {
  if (urls.length === 0) return null;
  return (
    <Fact name={urls.length === 1 ? 'Runbook' : 'Runbooks'}>
      <ul className="min-w-0">
        {urls.map((url) => (
          <li key={url}>
            <ExternalLink href={url} className="break-all">
              {shortAddress(url)}
            </ExternalLink>
          </li>
        ))}
      </ul>
    </Fact>
  );
}

function Traces({ ids }: { ids: readonly string[] }) {
  if (ids.length === 0) return null;
  return (
    <Fact name={ids.length === 1 ? 'Trace' : 'Traces'}>
      <ul>
        {ids.map((id) => (
          <li key={id} className="flex flex-wrap items-center gap-x-2">
            <CopyText text={id} what="the trace id" />
            <TraceLink traceId={id}>Open</TraceLink>
          </li>
        ))}
      </ul>
    </Fact>
  );
}

function Related({ incident: { follows, mergedInto, related } }: { incident: IncidentDetail }) {
  return (
    <>
      {mergedInto && <RefFact name="Merged into" of={mergedInto} />}
      {follows && <RefFact name="Follows" of={follows} />}
      {related.map(({ relation, incident }) => (
        <RefFact key={`${relation} ${incident.id}`} name={relationWords[relation]} of={incident} />
      ))}
    </>
  );
}

function RefFact({ name, of }: { name: string; of: IncidentRef }) {
  return (
    <Fact name={name}>
      <Link to="/admin/incidents/$id" params={{ id: of.id }} className="break-words">
        {numberOf(of)} {of.title}
      </Link>
      <span className="text-muted">{incidentLooks[of.state].word.toLowerCase()}</span>
    </Fact>
  );
}
