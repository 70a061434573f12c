import { problemOfDays, type DayRanges } from '../lib/time/asked-days.ts';
import { useTimeZone } from '../lib/time/time-zone.ts';
import { TimeRange } from './time-range.tsx';

interface ChooseDaysProps {
  ranges: DayRanges;
  range: string;
  /** Undefined of the usual one. */
  onRange: (range: string | undefined) => void;
}

/** Days of the reporting time zone: from the list, step by step, or written. */
export function ChooseDays({ ranges, range, onRange }: ChooseDaysProps) {
  const timeZone = useTimeZone();
  const problemOf = (next: string): string | null =>
    problemOfDays(next, ranges, new Date(), timeZone);
  return (
    <TimeRange
      byDay
      range={range}
      quick={ranges.quick}
      onRange={(next) => {
        // Zooming out ends where the longest range does.
        if (problemOf(next) === null) onRange(next === ranges.usual ? undefined : next);
      }}
      problemOf={problemOf}
    />
  );
}
