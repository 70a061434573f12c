import type { SearchTerm } from '@taffrail/contract';
import { ArrowDown, ArrowUp } from 'lucide-react';
import { formatCount, formatSignedPercent } from '../../../lib/format.ts';
import { changeOf } from '../words.ts';

/** How the searches for a term moved: by arrow, sign and words; neither way is good by itself. */
export function Change({ term }: { term: Pick<SearchTerm, 'compared'> }) {
  const change = changeOf(term);
  const { compared } = term;
  if (change === null || !compared)
    return (
      <span className="text-muted" title="Too few searches before to compare with">
        –<span className="sr-only"> not enough to compare</span>
      </span>
    );
  const title = `${formatCount(compared.searches)} after ${formatCount(compared.before)} before`;
  if (change === 'new')
    return (
      <span className="font-medium" title={title}>
        New
      </span>
    );
  const Icon = change < 0 ? ArrowDown : ArrowUp;
  return (
    <span className="inline-flex items-center gap-0.5 whitespace-nowrap" title={title}>
      {change !== 0 && <Icon size={12} aria-hidden className="text-muted" />}
      {formatSignedPercent(change)}
    </span>
  );
}
