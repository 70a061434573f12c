import type { CustomerRef, Trace } from '@taffrail/contract';
import { formatCount, formatLatency, formatUsd, plural } from '../../../lib/format.ts';
import { writeFilter } from '../../../lib/filters.ts';
import { useCan } from '../../../lib/me.ts';
import { CopyText } from '../../../ui/copy-text.tsx';
import { nameOf } from '../../../ui/customer-name.ts';
import { Fact, Facts } from '../../../ui/fact.tsx';
import { TimeFacts } from '../../../ui/time-facts.tsx';
import { Link } from '../../../ui/link.tsx';
import { Status } from '../../../ui/status.tsx';
import { formatMicroseconds, layerWords } from '../layer-words.ts';

/** What a trace comes to. */
export function TraceFacts({ trace }: { trace: Trace }) {
  const { traceId, durationUs, errors, services, sessions, usage } = trace;
  return (
    <div className="mb-4 grid gap-x-8 rounded-panel border border-line bg-surface p-4 text-compact lg:grid-cols-2">
      <Facts>
        <TimeFacts at={trace.startedAt} />
        <Fact name="Lasts">{formatMicroseconds(durationUs, formatLatency)}</Fact>
        <Fact name="Failed">
          {errors === 0 ? (
            <Status status="ok">Nothing</Status>
          ) : (
            <Status status="error">{plural(errors, 'part')}</Status>
          )}
        </Fact>
        {usage && (
          <Fact name="AI cost">
            {formatUsd(Number(usage.costUsd))}
            <span className="text-muted">
              for {plural(usage.tokens, 'token')} of {plural(usage.jobs, 'job')}
              {usage.unpricedJobs > 0 && `, ${formatCount(usage.unpricedJobs)} of them unpriced`}
            </span>
          </Fact>
        )}
      </Facts>
      <Facts>
        {services.length > 0 && <Fact name="Services">{services.join(', ')}</Fact>}
        <Customers name="Organization" field="organizationId" refs={trace.organizations} />
        <Customers name="User" field="userId" refs={trace.users} />
        {sessions.length > 0 && (
          <Fact name="Session">
            {sessions.map((session) => (
              <CopyText key={session} text={session} what="the session" length={36} />
            ))}
          </Fact>
        )}
        <Fact name="Trace">
          <CopyText text={traceId} what="the trace id" length={36} />
        </Fact>
      </Facts>
    </div>
  );
}

interface CustomersProps {
  name: string;
  field: 'organizationId' | 'userId';
  refs: readonly CustomerRef[];
}

function Customers({ name, field, refs }: CustomersProps) {
  const mayReadLog = useCan('activity.read');
  if (refs.length === 0) return null;
  return (
    <Fact name={name}>
      {refs.map((ref) =>
        mayReadLog ? (
          <Link
            key={ref.id}
            to="/admin/activity"
            search={{ range: '7d', f: [writeFilter({ field, op: 'in', values: [ref.id] })] }}
          >
            {nameOf(ref)}
          </Link>
        ) : (
          <span key={ref.id}>{nameOf(ref)}</span>
        ),
      )}
    </Fact>
  );
}

/** What of the trace is not here, and why. */
export const missingTexts = ({ parts }: Trace): string[] =>
  parts.flatMap(({ layer, state, isCut, isPastKept, count, keptDays }) => {
    const many = layerWords[layer].many;
    if (state === 'forbidden') return [`${many} are not shown: your role may not read them.`];
    if (isCut) return [`Only the first ${formatCount(count)} ${many.toLowerCase()} are shown.`];
    if (isPastKept && keptDays !== null)
      return [`${many} are kept for ${keptDays} days: those of this trace were deleted.`];
    return [];
  });
