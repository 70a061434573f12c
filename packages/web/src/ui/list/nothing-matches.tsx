import type { ReactNode } from 'react';
import { isQuickRange, quickRanges } from '../../lib/time/time-range.ts';
import { Button } from '../button.tsx';
import { EmptyState } from '../empty-state.tsx';

interface NothingMatchesProps {
  /** One sentence. */
  title: string;
  /** Absent where no filter is set. */
  onClear: (() => void) | undefined;
  /** Other ways to what there is. */
  children?: ReactNode;
}

/** Nothing matches the filters, or nothing is in the range: and the way to what there is. */
export function NothingMatches({ title, onClear, children }: NothingMatchesProps) {
  return (
    <EmptyState kind="filter" title={title}>
      <span className="flex flex-wrap items-center justify-center gap-2">
        {onClear && <Button onClick={onClear}>Clear filters</Button>}
        {children}
      </span>
    </EmptyState>
  );
}

interface NothingInListProps {
  page: {
    readonly range: string;
    readonly isFiltered: boolean;
    readonly clear: () => void;
    readonly move: (range: string) => void;
  };
  /** Where filters leave nothing of the range. */
  filtered: string;
  /** Where the range has nothing. */
  unfiltered: string;
  /** Why there may be nothing. */
  children?: ReactNode;
}

/** Of a list by range and filters. */
export function NothingInList({ page, filtered, unfiltered, children }: NothingInListProps) {
  const { isFiltered, range, clear, move } = page;
  return (
    <NothingMatches
      title={isFiltered ? filtered : unfiltered}
      onClear={isFiltered ? clear : undefined}
    >
      {children}
      {range !== '90d' && <Button onClick={() => move('90d')}>Show the last 90 days</Button>}
    </NothingMatches>
  );
}

interface BroaderRangeProps {
  range: string;
  onRange: (range: string) => void;
}

/** The way to more days, where a range is one that has more. */
export function BroaderRange({ range, onRange }: BroaderRangeProps) {
  if (!isQuickRange(range) || range === 'ytd') return null;
  const broader = range === '90d' ? 'ytd' : '90d';
  return (
    <Button onClick={() => onRange(broader)}>
      Show {quickRanges[broader].title.toLowerCase()}
    </Button>
  );
}
