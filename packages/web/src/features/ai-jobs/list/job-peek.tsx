import type { ListedAiJob } from '@taffrail/contract';
import { formatLatency } from '../../../lib/format.ts';
import { formatExact } from '../../../lib/time/format-time.ts';
import { useTimeZone } from '../../../lib/time/time-zone.ts';
import { CopyText } from '../../../ui/copy-text.tsx';
import { Fact, Facts } from '../../../ui/fact.tsx';
import { Link } from '../../../ui/link.tsx';
import { TraceFact } from '../../../ui/trace-fact.tsx';
import { TokenFacts } from '../detail/token-facts.tsx';
import { costSourceMeanings } from '../job-words.ts';

/** What a row has no room for; all of it is on the job's own page. */
export function JobPeek({ job }: { job: ListedAiJob }) {
  const timeZone = useTimeZone();
  return (
    <div className="grid gap-x-8 gap-y-4 text-compact lg:grid-cols-2">
      <Facts>
        <Fact name="Began">
          <time dateTime={job.createdAt}>{formatExact(new Date(job.createdAt), timeZone)}</time>
        </Fact>
        <Fact name="Cost">
          {job.costUsd === null ? 'Unknown.' : `$${job.costUsd}.`}{' '}
          <span className="text-muted">{costSourceMeanings[job.costSource]}</span>
        </Fact>
        {job.timeToFirstTokenMs !== null && (
          <Fact name="First token after">{formatLatency(job.timeToFirstTokenMs)}</Fact>
        )}
        <TraceFact traceId={job.traceId} part={`ai_job:${job.id}`} length={32} />
        <Fact name="Id">
          <CopyText text={job.id} what="the id" length={36} />
        </Fact>
      </Facts>
      <Facts>
        <TokenFacts job={job} />
        <Fact name="More">
          <Link to="/admin/usage/jobs/$id" params={{ id: job.id }}>
            How its cost came about, and all that was told of it
          </Link>
        </Fact>
      </Facts>
    </div>
  );
}
