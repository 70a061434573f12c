import type { Alert } from '@taffrail/contract';
import { plural } from '../../../lib/format.ts';
import { formatExact } from '../../../lib/time/format-time.ts';
import { useTimeZone } from '../../../lib/time/time-zone.ts';
import { useNow } from '../../../lib/time/use-now.ts';
import { Fact, Facts } from '../../../ui/fact.tsx';
import { LinkButton } from '../../../ui/link-button.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { TraceFact } from '../../../ui/trace-fact.tsx';
import { sayHowItEnded } from '../alert-words.ts';
import { AllLabels } from './label-chips.tsx';

/** What a row has no room for. */
export function AlertPeek({ alert }: { alert: Alert }) {
  const timeZone = useTimeZone();
  const now = useNow();
  return (
    <div className="grid gap-3 text-compact">
      <Facts>
        <Fact name="Began to fire">
          <time dateTime={alert.startedAt}>{formatExact(new Date(alert.startedAt), timeZone)}</time>
          <span className="text-muted">{sayHowItEnded(alert, now)}</span>
        </Fact>
        <Fact name="Told">
          {plural(alert.occurrences, 'time')}, last <RelativeTime at={alert.lastSeenAt} />
        </Fact>
        <Fact name="Labels">
          <AllLabels labels={alert.labels} />
        </Fact>
        <TraceFact traceId={alert.traceId} length={32} />
      </Facts>
      <p>
        <LinkButton to="/admin/alerts/$id" params={{ id: alert.id }}>
          Whole alert
        </LinkButton>
      </p>
    </div>
  );
}
