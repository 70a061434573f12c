import type { ReactNode } from 'react';
import { findBroader, quickRanges, type QuickRange } from '../../lib/time/time-range.ts';
import { useTimeZone } from '../../lib/time/time-zone.ts';
import { useNow } from '../../lib/time/use-now.ts';
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
      <BroaderRange range={range} onRange={move} />
    </NothingMatches>
  );
}

const broaderRanges = {
  '90d': ['90d'],
  '12m': ['90d', '12m'],
} as const satisfies Partial<Record<QuickRange, readonly QuickRange[]>>;

interface BroaderRangeProps {
  range: string;
  onRange: (range: string) => void;
  /** As far back as there may be something. */
  upTo?: keyof typeof broaderRanges;
}

/** The way to more days, where there are more. */
export function BroaderRange({ range, onRange, upTo = '90d' }: BroaderRangeProps) {
  const broader = findBroader(range, broaderRanges[upTo], useNow(60_000), useTimeZone());
  if (broader === undefined) return null;
  return (
    <Button onClick={() => onRange(broader)}>
      Show the {quickRanges[broader].title.toLowerCase()}
    </Button>
  );
}
