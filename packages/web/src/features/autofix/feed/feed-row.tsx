import type { AutofixRun } from '@taffrail/contract';
import { CommitLink } from '../../../ui/commit-link.tsx';
import { Link } from '../../../ui/link.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { FateMark, OutcomeBadge, SourceBadge, VerificationMark } from '../marks.tsx';

interface FeedRowProps {
  run: AutofixRun;
  /** One row of a feed is in the tab order; j and k reach the others. */
  inTabOrder: boolean;
}

/** One attempt: where from, what came of it, what it was about, and the commit. */
export function FeedRow({ run, inTabOrder }: FeedRowProps) {
  const { id, trigger, outcome, title, error, repository, createdAt } = run;
  return (
    <li
      data-row-id={id}
      className="grid grid-cols-[minmax(0,1fr)_max-content] gap-x-3 gap-y-1 border-t border-line px-4 py-2 first:border-t-0 hover:bg-sunken has-[[data-row-primary]:focus-visible]:bg-accent/8 sm:grid-cols-[12.5rem_minmax(0,1fr)_max-content]"
    >
      <span className="flex items-center gap-2 max-sm:col-span-2 sm:h-5">
        <SourceBadge trigger={trigger} />
        <OutcomeBadge outcome={outcome} />
      </span>
      <span className="min-w-0 max-sm:col-span-2">
        <Link
          to="/admin/autofix/$id"
          params={{ id }}
          data-row-primary
          tabIndex={inTabOrder ? 0 : -1}
          title={title}
          className="block truncate font-medium text-text"
        >
          {title}
        </Link>
        {outcome === 'failed' && error !== null && (
          <span className="block truncate text-compact text-error" title={error}>
            {error}
          </span>
        )}
      </span>
      <span className="flex min-w-0 flex-wrap items-center justify-end gap-x-3 text-compact text-muted max-sm:col-span-2 max-sm:justify-start sm:h-5">
        {run.verification === 'failed' && <VerificationMark verification="failed" />}
        <FateMark fate={run.fate} />
        <CommitLink fix={run} />
        {repository !== null && (
          <span className="max-w-48 truncate max-lg:hidden" title={repository}>
            {repository}
          </span>
        )}
        <RelativeTime at={createdAt} className="whitespace-nowrap sm:w-20 sm:text-right" />
      </span>
    </li>
  );
}
