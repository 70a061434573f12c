import type { LoadTestRun } from '@taffrail/contract';
import { CommitLink } from '../../ui/commit-link.tsx';
import { Link } from '../../ui/link.tsx';

const outcomes = { fixed: 'Fixed', skipped: 'Skipped', failed: 'Failed' } as const;

/** What an agent made of it, and its commit where there is one. */
export function AutofixMark({ autofix }: Pick<LoadTestRun, 'autofix'>) {
  if (!autofix) return <span className="text-muted">–</span>;
  return (
    <span className="inline-flex flex-wrap items-center gap-x-2">
      <Link to="/admin/autofix/$id" params={{ id: autofix.id }}>
        {outcomes[autofix.outcome]}
      </Link>
      <CommitLink fix={autofix} />
    </span>
  );
}
