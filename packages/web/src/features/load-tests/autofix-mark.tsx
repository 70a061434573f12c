import type { LoadTestRun } from '@taffrail/contract';
import { ExternalLink } from 'lucide-react';
import { Link } from '../../ui/link.tsx';

const outcomes = { fixed: 'Fixed', skipped: 'Skipped', failed: 'Failed' } as const;

/** What an agent made of it, and its commit where there is one. */
export function AutofixMark({ autofix }: Pick<LoadTestRun, 'autofix'>) {
  if (!autofix) return <span className="text-muted">–</span>;
  const { id, outcome, commitSha, commitUrl } = autofix;
  return (
    <span className="inline-flex flex-wrap items-center gap-x-2">
      <Link to="/admin/autofix/$id" params={{ id }}>
        {outcomes[outcome]}
      </Link>
      {commitSha !== null && commitUrl !== null && (
        <a
          href={commitUrl}
          target="_blank"
          rel="noreferrer"
          title={`Commit ${commitSha}`}
          className="inline-flex items-center gap-1 text-accent hover:underline"
        >
          <code className="font-mono text-caption">{commitSha.slice(0, 7)}</code>
          <ExternalLink size={12} aria-hidden />
          <span className="sr-only">on another site</span>
        </a>
      )}
    </span>
  );
}
