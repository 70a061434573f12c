import { plural } from '../lib/format.ts';
import { broaderRange, keptDays, type CountedOverTime } from '../lib/time/broader-range.ts';
import { useTimeZone } from '../lib/time/time-zone.ts';
import { Button } from './button.tsx';
import { EmptyState } from './empty-state.tsx';

interface NothingInRangeProps {
  /** "action". */
  thing: string;
  /** How many filters are set. */
  conditions: number;
  /** What the filters give of all that is kept; absent until it is known. */
  everything: (CountedOverTime & { readonly complete: boolean }) | undefined;
  asOf: Date;
  onClear: () => void;
  onRange: (range: string) => void;
}

/** Nothing is in this range, or nothing matches: and where there is something. */
export function NothingInRange({ thing, conditions, everything, ...props }: NothingInRangeProps) {
  const timeZone = useTimeZone();
  const broader = everything && broaderRange(everything, props.asOf, timeZone);
  return (
    <EmptyState
      kind="filter"
      title={
        conditions === 0
          ? `No ${thing} in this range.`
          : `No ${thing} in this range matches ${plural(conditions, 'filter')}.`
      }
    >
      <span className="flex flex-wrap items-center justify-center gap-2">
        {conditions > 0 && <Button onClick={props.onClear}>Clear filters</Button>}
        {broader && (
          <Button onClick={() => props.onRange(broader.range)}>Show the {broader.title}</Button>
        )}
        {everything?.complete && !broader && (
          <span>Nothing matches in the last {keptDays} days either.</span>
        )}
      </span>
    </EmptyState>
  );
}
