import type { SearchBreakdown, SearchTerm } from '@taffrail/contract';
import { cx } from '../../../lib/class-names.ts';
import { formatCount, formatLargeCount, formatRate, plural } from '../../../lib/format.ts';
import { Link } from '../../../ui/link.tsx';
import { PanelFrame } from '../../../ui/panel.tsx';
import { SmallRow, SmallTable } from '../../../ui/small-table.tsx';
import type { SearchTrendsSearch } from '../search-trends-search.ts';
import { Change } from './change.tsx';
import { TermLink } from './term-link.tsx';

interface BreakdownCardProps {
  breakdown: SearchBreakdown;
  search: SearchTrendsSearch;
  /** The term of this dimension that the page is filtered by. */
  chosen: string | undefined;
  busy: boolean;
}

/** The ten that lead a dimension, and what the others come to. */
export function BreakdownCard({ breakdown, search, chosen, busy }: BreakdownCardProps) {
  const { dimension, title, isKept, named, rare, beyond } = breakdown;
  const isEmpty = named.terms + rare.terms + beyond.terms === 0;
  return (
    <PanelFrame
      title={title}
      flush
      busy={busy}
      className="flex h-full min-w-0 flex-col"
      actions={
        named.terms > 0 && (
          <Link
            to="."
            search={{ ...search, tab: dimension, after: undefined, q: undefined }}
            hash="terms"
            className="text-compact"
          >
            All {formatCount(named.terms)}
            <span className="sr-only"> {title}</span>
          </Link>
        )
      }
    >
      {!isKept ? (
        <p className="px-4 pb-4 text-muted">
          Beside two filters nothing else is counted. Remove one to see {title.toLowerCase()}.
        </p>
      ) : isEmpty ? (
        <p className="px-4 pb-4 text-muted">No search of this range names any.</p>
      ) : (
        <Terms breakdown={breakdown} chosen={chosen} />
      )}
    </PanelFrame>
  );
}

const columns = [
  { title: 'Term', className: 'py-1 pl-4 text-left' },
  { title: 'Searches', className: 'px-2 py-1 text-right' },
  { title: 'Share', className: 'px-2 py-1 text-right max-sm:hidden' },
  { title: 'Change', className: 'py-1 pr-4 pl-2 text-right' },
] as const;

function Terms({ breakdown, chosen }: { breakdown: SearchBreakdown; chosen: string | undefined }) {
  const { dimension, title, top, named, rare, beyond, rareBelow } = breakdown;
  const shown = top.reduce((sum, { figures }) => sum + figures.searches, 0);
  const rest = named.figures.searches - shown;
  const total = named.figures.searches + rare.figures.searches + beyond.figures.searches;
  return (
    <SmallTable caption={`${title} most searched for`} columns={columns}>
      {top.map((term) => (
        <SmallRow key={term.id} className={cx('h-8', term.value === chosen && 'bg-accent/8')}>
          <TermCell dimension={dimension} term={term} most={top[0]?.figures.searches ?? 0} />
          <Numbers searches={term.figures.searches} total={total} />
          <td className="pr-4 pl-2 text-right tabular-nums">
            <Change term={term} />
          </td>
        </SmallRow>
      ))}
      {rest > 0 && (
        <OtherRow name={plural(named.terms - top.length, 'other')} searches={rest} total={total} />
      )}
      {rare.figures.searches > 0 && (
        <OtherRow
          name={`Other (rare): ${plural(rare.terms, 'term')}`}
          title={`Searched for by fewer than ${rareBelow} organizations each: shown together, so that nobody is known by what they look for.`}
          searches={rare.figures.searches}
          total={total}
        />
      )}
      {beyond.figures.searches > 0 && (
        <OtherRow
          name="Other"
          title="Beyond the thousand most frequent of their days, which alone are told apart."
          searches={beyond.figures.searches}
          total={total}
        />
      )}
    </SmallTable>
  );
}

interface TermCellProps {
  dimension: string;
  term: SearchTerm;
  /** Of the term that is searched for most. */
  most: number;
}

/** Behind the name lies a bar, as long as it is searched for beside the first. */
function TermCell({ dimension, term, most }: TermCellProps) {
  const share = most === 0 ? 0 : term.figures.searches / most;
  return (
    <th scope="row" className="relative w-full max-w-0 py-0.5 pl-4 text-left font-normal">
      <svg aria-hidden className="absolute inset-y-1 left-2 h-6 w-[calc(100%-0.5rem)]">
        <rect width={`${share * 100}%`} height="100%" rx="3" className="fill-accent/12" />
      </svg>
      <span className="relative block">
        <TermLink dimension={dimension} term={term} />
      </span>
    </th>
  );
}

function Numbers({ searches, total }: { searches: number; total: number }) {
  return (
    <>
      <td className="px-2 text-right tabular-nums" title={formatCount(searches)}>
        {formatLargeCount(searches)}
      </td>
      <td className="px-2 text-right text-muted tabular-nums max-sm:hidden">
        {total === 0 ? '–' : formatRate(searches / total)}
      </td>
    </>
  );
}

interface OtherRowProps {
  name: string;
  title?: string;
  searches: number;
  total: number;
}

function OtherRow({ name, title, searches, total }: OtherRowProps) {
  return (
    <SmallRow className="h-8 text-muted">
      <th scope="row" title={title} className="max-w-0 truncate pl-4 text-left font-normal">
        {name}
      </th>
      <Numbers searches={searches} total={total} />
      <td className="pr-4 pl-2 text-right">–</td>
    </SmallRow>
  );
}
