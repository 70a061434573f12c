import { namedNone, type AiJob } from '@taffrail/contract';
import type { ReactNode } from 'react';
import { writeFilter } from '../../../lib/filters.ts';
import { formatLatency, formatPercent } from '../../../lib/format.ts';
import { formatExact } from '../../../lib/time/format-time.ts';
import { useTimeZone } from '../../../lib/time/time-zone.ts';
import { CopyText } from '../../../ui/copy-text.tsx';
import { nameOf } from '../../../ui/customer-name.ts';
import { Fact, Facts } from '../../../ui/fact.tsx';
import { Link } from '../../../ui/link.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { Status } from '../../../ui/status.tsx';
import { TraceLink } from '../../../ui/trace-link.tsx';
import { only, type JobFieldId } from '../filters/job-fields.ts';
import { statusWords } from '../job-words.ts';
import { TokenFacts } from './token-facts.tsx';

const none = <span className="text-muted">None</span>;

/** Leads to all jobs with the same. */
function Same({
  field,
  value,
  children,
}: {
  field: JobFieldId;
  value: string;
  children: ReactNode;
}) {
  return (
    <Link to="/admin/usage/jobs" search={{ range: '90d', f: [writeFilter(only(field, value))] }}>
      {children}
    </Link>
  );
}

/** What is known of a job besides its cost. */
export function JobFacts({ job }: { job: AiJob }) {
  return (
    <Facts>
      <Fact name="Status">
        <Status status={job.status === 'failed' ? 'error' : 'ok'}>{statusWords[job.status]}</Status>
        {job.errorType !== null && <code className="font-mono text-caption">{job.errorType}</code>}
      </Fact>
      <Times job={job} />
      <Fact name="Provider">
        <Same field="provider" value={job.provider}>
          {job.provider}
        </Same>
      </Fact>
      <Fact name="Model">
        <Same field="model" value={job.model}>
          {job.model}
        </Same>
      </Fact>
      <Fact name="Operation">{job.operation}</Fact>
      <Fact name="Route">
        {job.route === null ? (
          none
        ) : (
          <Same field="route" value={job.route}>
            {job.route}
          </Same>
        )}
      </Fact>
      <Customers job={job} />
      <TokenFacts job={job} />
      <Fact name="Accuracy">
        {job.accuracy === null ? (
          <span className="text-muted">Not judged</span>
        ) : (
          formatPercent(job.accuracy)
        )}
      </Fact>
      {job.promptVersion !== null && <Fact name="Prompt">{job.promptVersion}</Fact>}
      <Ids job={job} />
    </Facts>
  );
}

function Times({ job: { createdAt, latencyMs, timeToFirstTokenMs } }: { job: AiJob }) {
  const timeZone = useTimeZone();
  return (
    <>
      <Fact name="Began">
        <time dateTime={createdAt}>{formatExact(new Date(createdAt), timeZone)}</time>
        <span className="text-muted">
          (<RelativeTime at={createdAt} />)
        </span>
      </Fact>
      <Fact name="Took">
        {formatLatency(latencyMs)}
        {timeToFirstTokenMs !== null && (
          <span className="text-muted">first token after {formatLatency(timeToFirstTokenMs)}</span>
        )}
      </Fact>
    </>
  );
}

function Customers({ job: { organization, user } }: { job: AiJob }) {
  return (
    <>
      <Fact name="Organization">
        <Same field="organizationId" value={organization?.id ?? namedNone}>
          {organization ? nameOf(organization) : 'None was named'}
        </Same>
      </Fact>
      <Fact name="User">
        {user ? (
          <Same field="userId" value={user.id}>
            {nameOf(user)}
          </Same>
        ) : (
          none
        )}
      </Fact>
    </>
  );
}

const ids = [
  ['Trace', 'traceId', 'the trace id'],
  ['Span', 'spanId', 'the span id'],
  ['Session', 'sessionId', 'the session id'],
  ['Id', 'id', 'the id'],
] as const;

function Ids({ job }: { job: AiJob }) {
  return ids.map(([name, field, what]) => {
    const id = job[field];
    return id === null ? null : (
      <Fact key={field} name={name}>
        <CopyText text={id} what={what} length={36} />
        {field === 'traceId' && <TraceLink traceId={id} part={`ai_job:${job.id}`} />}
      </Fact>
    );
  });
}
