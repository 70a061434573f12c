import type { AutofixRun } from '@taffrail/contract';
import { formatCount, formatDuration, formatMoney } from '../../../lib/format.ts';
import { formatExact } from '../../../lib/time/format-time.ts';
import { useTimeZone } from '../../../lib/time/time-zone.ts';
import { CommitLink } from '../../../ui/commit-link.tsx';
import { CopyText } from '../../../ui/copy-text.tsx';
import { ExternalLink } from '../../../ui/external-link.tsx';
import { Fact, Facts } from '../../../ui/fact.tsx';
import { Link } from '../../../ui/link.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { countTests, outcomeMeanings } from '../autofix-words.ts';
import { OutcomeBadge, SourceBadge, VerificationMark } from '../marks.tsx';

/** Ours: the load test runs that the console knows are called by their id here. */
const isRun = (triggerId: string): boolean =>
  /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(triggerId);

const unknown = <span className="text-muted">Not reported</span>;

/** What is known of an attempt besides words. */
export function RunFacts({ run }: { run: AutofixRun }) {
  const timeZone = useTimeZone();
  const { createdAt, outcome, repository, model, turns, durationMs, costUsd } = run;
  return (
    <Facts>
      <Fact name="Status">
        <OutcomeBadge outcome={outcome} />
        <span className="text-muted">{outcomeMeanings[outcome]}</span>
      </Fact>
      <Fact name="Source">
        <Trigger run={run} />
      </Fact>
      <Fact name="When">
        <time dateTime={createdAt}>{formatExact(new Date(createdAt), timeZone)}</time>
        <span className="text-muted">
          (<RelativeTime at={createdAt} />)
        </span>
      </Fact>
      <Fact name="Commit">{run.commitSha === null ? none : <CommitLink fix={run} />}</Fact>
      {run.fate === null && run.verification !== null && (
        <Fact name="Tests">
          <VerificationMark verification={run.verification} />
          <span className="text-muted">{countTests(run)}</span>
        </Fact>
      )}
      <Fact name="Repository">{repository ?? unknown}</Fact>
      <Fact name="Workflow">
        {run.workflowUrl === null ? (
          unknown
        ) : (
          <ExternalLink href={run.workflowUrl}>Open the log of the workflow</ExternalLink>
        )}
      </Fact>
      {run.workflow !== null && (
        <Fact name="What failed">
          {run.workflow}
          {run.branch !== null && <span className="text-muted">on {run.branch}</span>}
        </Fact>
      )}
      <Fact name="Model">{model ?? unknown}</Fact>
      <Fact name="Took">
        {durationMs === null ? unknown : formatDuration(durationMs)}
        {turns !== null && <span className="text-muted">in {formatCount(turns)} turns</span>}
      </Fact>
      <Fact name="Cost">{costUsd === null ? unknown : formatMoney(costUsd)}</Fact>
      <Fact name="Id">
        <CopyText text={run.id} what="the id" length={36} />
      </Fact>
    </Facts>
  );
}

const none = <span className="text-muted">None</span>;

/** What set it off, and where that can be looked at. */
function Trigger({ run: { trigger, triggerId, triggerUrl } }: { run: AutofixRun }) {
  return (
    <>
      <SourceBadge trigger={trigger} />
      {trigger === 'load_test' && triggerId !== null && isRun(triggerId) && (
        <Link to="/admin/load-tests/$id" params={{ id: triggerId }}>
          The run of the load test
        </Link>
      )}
      {triggerUrl !== null ? (
        <ExternalLink href={triggerUrl}>{triggerId ?? 'Open it'}</ExternalLink>
      ) : (
        triggerId !== null && <CopyText text={triggerId} what="its id" length={36} />
      )}
    </>
  );
}
