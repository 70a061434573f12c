import { shortSha } from '../lib/format.ts';
import { ExternalLink } from './external-link.tsx';

interface CommitLinkProps {
  fix: { readonly commitSha: string | null; readonly commitUrl: string | null };
}

/** The commit of a fix, out on its host where that is known. */
export function CommitLink({ fix: { commitSha, commitUrl } }: CommitLinkProps) {
  if (commitSha === null) return null;
  const sha = <code className="font-mono text-caption">{shortSha(commitSha)}</code>;
  if (commitUrl === null) return <span title={commitSha}>{sha}</span>;
  return (
    <ExternalLink href={commitUrl} label={`Commit ${shortSha(commitSha)}`}>
      {sha}
    </ExternalLink>
  );
}
