import type { SearchBreakdown, SearchTerm } from '@taffrail/contract';
import type { ReactNode } from 'react';
import { formatCount, formatRate, formatSignedCount } from '../../../lib/format.ts';
import { PanelFrame } from '../../../ui/panel.tsx';
import { SmallRow, SmallTable } from '../../../ui/small-table.tsx';
import { TermLink } from './term-link.tsx';

interface MoversProps {
  breakdown: SearchBreakdown;
  isCompared: boolean;
  busy: boolean;
}

/** What is searched for more than before, less, and in vain. */
export function Movers({ breakdown, isCompared, busy }: MoversProps) {
  const { dimension, rising, falling, withoutResult } = breakdown;
  const nothing = isCompared ? 'No term moved by five searches or more.' : 'Nothing is compared.';
  const of = { dimension, busy };
  return (
    <div className="mb-4 grid grid-cols-1 gap-4 lg:grid-cols-3">
      <TermsPanel {...of} title="Rising" terms={rising} nothing={nothing} column="More">
        {moved}
      </TermsPanel>
      <TermsPanel {...of} title="Falling" terms={falling} nothing={nothing} column="Fewer">
        {moved}
      </TermsPanel>
      <TermsPanel
        {...of}
        title="Searches without result"
        terms={withoutResult}
        nothing="Every search found something, as far as it is told."
        column="In vain"
      >
        {inVain}
      </TermsPanel>
    </div>
  );
}

const moved = ({ compared }: SearchTerm): ReactNode =>
  compared && (
    <>
      <span className="font-medium">{formatSignedCount(compared.searches - compared.before)}</span>{' '}
      <span className="whitespace-nowrap text-muted">
        {formatCount(compared.before)}
        <span aria-hidden> → </span>
        <span className="sr-only"> to </span>
        {formatCount(compared.searches)}
      </span>
    </>
  );

const inVain = ({ figures: { withoutResult, answered } }: SearchTerm): ReactNode => (
  <>
    <span className="font-medium">{formatCount(withoutResult)}</span>{' '}
    <span className="whitespace-nowrap text-muted">
      of {formatCount(answered)}
      {answered > 0 && ` · ${formatRate(withoutResult / answered)}`}
    </span>
  </>
);

interface TermsPanelProps {
  title: string;
  dimension: string;
  terms: readonly SearchTerm[];
  nothing: string;
  column: string;
  busy: boolean;
  children: (term: SearchTerm) => ReactNode;
}

function TermsPanel({ title, dimension, terms, nothing, column, busy, children }: TermsPanelProps) {
  const columns = [
    { title: 'Term', className: 'py-1 pl-4 text-left' },
    { title: column, className: 'py-1 pr-4 pl-2 text-right' },
  ];
  return (
    <PanelFrame title={title} flush busy={busy} className="min-w-0">
      {terms.length === 0 ? (
        <p className="px-4 pb-4 text-muted">{nothing}</p>
      ) : (
        <SmallTable caption={title} columns={columns}>
          {terms.map((term) => (
            <SmallRow key={term.id} className="h-8">
              <th scope="row" className="w-full max-w-0 pl-4 text-left font-normal">
                <TermLink dimension={dimension} term={term} />
              </th>
              <td className="pr-4 pl-2 text-right whitespace-nowrap tabular-nums">
                {children(term)}
              </td>
            </SmallRow>
          ))}
        </SmallTable>
      )}
    </PanelFrame>
  );
}
