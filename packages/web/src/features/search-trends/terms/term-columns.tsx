import { organizationDimension, type SearchFigures, type SearchTerm } from '@taffrail/contract';
import { formatCount, formatRate } from '../../../lib/format.ts';
import { OnCards } from '../../../ui/on-cards.tsx';
import type { Column } from '../../../ui/table-columns.ts';
import { MergeTerm } from '../synonyms/merge-term.tsx';
import { Change } from './change.tsx';
import { TermLink } from './term-link.tsx';

type TermColumn = Column<SearchTerm>;

const unknown = <span className="text-muted">–</span>;

interface Given {
  readonly dimension: string;
  readonly total: SearchFigures;
  /** Whether terms may be said to mean the same. */
  readonly mayMerge: boolean;
}

const WithoutResult = ({ figures: { answered, withoutResult } }: SearchTerm) =>
  answered === 0 ? (
    unknown
  ) : (
    <span title={`${formatCount(withoutResult)} of ${formatCount(answered)} searches`}>
      {formatCount(withoutResult)}{' '}
      <span className="text-muted">{formatRate(withoutResult / answered)}</span>{' '}
      <OnCards>without result</OnCards>
    </span>
  );

const Conversions = ({ figures: { conversions, searches } }: SearchTerm) => (
  <span
    title={
      searches === 0 ? undefined : `${((conversions / searches) * 100).toFixed(1)} per 100 searches`
    }
  >
    {formatCount(conversions)}
  </span>
);

const figureColumns: readonly TermColumn[] = [
  {
    id: 'change',
    title: 'Change',
    priority: 2,
    align: 'end',
    sort: 'change',
    cell: (term) => <Change term={term} />,
  },
  {
    id: 'withoutResult',
    title: 'Without result',
    priority: 2,
    align: 'end',
    sort: 'withoutResult',
    className: 'whitespace-nowrap',
    cell: WithoutResult,
  },
  {
    id: 'conversions',
    title: 'Conversions',
    priority: 3,
    align: 'end',
    sort: 'conversions',
    cell: Conversions,
  },
];

export const termColumns = ({ dimension, total, mayMerge }: Given): TermColumn[] => [
  {
    id: 'term',
    title: 'Term',
    priority: 1,
    className: 'max-w-56 min-w-40',
    cell: (term) => (
      <>
        <TermLink dimension={dimension} term={term} />
        {term.merged.length > 0 && (
          <span className="block truncate text-caption text-muted" title={term.merged.join(', ')}>
            also {term.merged.join(', ')}
          </span>
        )}
      </>
    ),
  },
  {
    id: 'searches',
    title: 'Searches',
    priority: 2,
    align: 'end',
    sort: 'searches',
    cell: ({ figures }) => (
      <>
        {formatCount(figures.searches)} <OnCards>searches</OnCards>
      </>
    ),
  },
  {
    id: 'share',
    title: 'Share',
    priority: 3,
    align: 'end',
    cell: ({ figures }) =>
      total.searches === 0 ? unknown : formatRate(figures.searches / total.searches),
  },
  ...figureColumns,
  ...(dimension === organizationDimension
    ? []
    : [
        {
          id: 'organizations',
          title: 'Organizations',
          priority: 3,
          align: 'end',
          cell: ({ organizations }: SearchTerm) => formatCount(organizations),
        } as const,
      ]),
  ...(mayMerge && dimension !== organizationDimension
    ? [
        {
          id: 'actions',
          title: 'Actions',
          priority: 3,
          cell: (term: SearchTerm) => <MergeTerm dimension={dimension} term={term} />,
        } as const,
      ]
    : []),
];
