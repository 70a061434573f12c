import { QuickUsageRange } from '@taffrail/contract';
import { useTimeZone } from '../../../lib/time/time-zone.ts';
import { TimeRange } from '../../../ui/time-range.tsx';
import { defaultRange, problemOf } from './usage-range.ts';

interface ChooseUsageRangeProps {
  range: string;
  /** Undefined of the default. */
  onRange: (range: string | undefined) => void;
}

/** Days of the reporting time zone: from the list, step by step, or written. */
export function ChooseUsageRange({ range, onRange }: ChooseUsageRangeProps) {
  const find = problemOf(useTimeZone());
  return (
    <TimeRange
      byDay
      range={range}
      quick={QuickUsageRange.options}
      onRange={(next) => {
        // Zooming out ends where the longest range does.
        if (find(next) === null) onRange(next === defaultRange ? undefined : next);
      }}
      problemOf={find}
    />
  );
}
