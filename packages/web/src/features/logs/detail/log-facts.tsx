import type { CustomerRef, SystemLog } from '@taffrail/contract';
import { nameOf } from '../../../ui/customer-name.ts';
import { writeFilter } from '../../../lib/filters.ts';
import { onlyValue } from '../../../ui/list-fields.ts';
import { useCan } from '../../../lib/me.ts';
import { searchAround } from '../../../lib/url/event-links.ts';
import { CopyText } from '../../../ui/copy-text.tsx';
import { Fact, Facts } from '../../../ui/fact.tsx';
import { TimeFacts } from '../../../ui/time-facts.tsx';
import { FilterBy } from '../../../ui/filter-by.tsx';
import { Link } from '../../../ui/link.tsx';
import { Status } from '../../../ui/status.tsx';
import { only } from '../filters/log-fields.ts';
import { levelWords } from '../level-words.ts';

/** When, where and for whom it was written; what can be filtered by filters. */
export function LogFacts({ log }: { log: SystemLog }) {
  const { level, source, errorType, organization, user, traceId, sessionId } = log;
  return (
    <Facts>
      <TimeFacts at={log.createdAt} />
      <Fact name="Type">
        <Status status={level}>{levelWords[level]}</Status>
        <FilterBy filter={only('level', level)} what={levelWords[level]} />
      </Fact>
      <Fact name="Source">
        {source}
        <FilterBy filter={only('source', source)} what={source} />
      </Fact>
      {errorType !== null && (
        <Fact name="Error">
          <code className="font-mono text-caption">{errorType}</code>
        </Fact>
      )}
      {organization && (
        <Fact name="Organization">
          <Customer log={log} customer={organization} field="organizationId" />
          <CopyText
            text={organization.externalId ?? organization.id}
            what="the organization's id"
          />
        </Fact>
      )}
      {user && (
        <Fact name="User">
          <Customer log={log} customer={user} field="userId" />
          <CopyText text={user.externalId ?? user.id} what="the user's id" />
        </Fact>
      )}
      {traceId !== null && (
        <Fact name="Trace">
          <CopyText text={traceId} what="the trace" length={36} />
          <FilterBy filter={only('traceId', traceId)} what="this trace" />
        </Fact>
      )}
      {sessionId !== null && (
        <Fact name="Session">
          <CopyText text={sessionId} what="the session" length={36} />
        </Fact>
      )}
      <Fact name="Id">
        <CopyText text={log.id} what="the id" length={36} />
      </Fact>
    </Facts>
  );
}

interface CustomerProps {
  log: SystemLog;
  customer: CustomerRef;
  field: 'organizationId' | 'userId';
}

/** A link to what they did at that time, for those who may see it. */
function Customer({ log, customer, field }: CustomerProps) {
  const name = nameOf(customer);
  if (!useCan('activity.read')) return name;
  const { range } = searchAround(log);
  return (
    <Link
      to="/admin/activity"
      search={{ range, f: [writeFilter(onlyValue(field, customer.id))] }}
      title={`What ${name} did at that time`}
    >
      {name}
    </Link>
  );
}
