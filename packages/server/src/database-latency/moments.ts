import { down, up } from '../platform/time/steps.ts';
import { dayMs, hourMs, isEmpty, minuteMs, type TimeRange } from '../platform/time/time-range.ts';
import { minuteDays } from './partitions.ts';

/** What a range is read from: together each of its moments once. */
export interface Cover {
  readonly hours: readonly TimeRange[];
  readonly minutes: readonly TimeRange[];
}

/**
 * Ranges on whole minutes and hours.
 *
 * @param phase how long after a whole hour of UTC the hours of the reporting time zone begin
 */
export const createGrid = (now: Date, phase: number) => {
  const minutesFrom = new Date(now.getTime() - minuteDays * dayMs);
  const finestAt = (at: Date): number => (at >= minutesFrom ? minuteMs : hourMs);
  return {
    minutesFrom,
    /** To what is kept of that time. */
    widen: ({ from, to }: TimeRange): TimeRange => ({
      from: new Date(down(from.getTime(), finestAt(from), phase)),
      to: new Date(up(to.getTime(), finestAt(to), phase)),
    }),
    /** Of a widened range: hours within, minutes at the edges; minutes alone for steps of minutes. */
    cover: (range: TimeRange, step: number): Cover => {
      if (step < hourMs) return { hours: [], minutes: [range] };
      const hours = {
        from: new Date(up(range.from.getTime(), hourMs, phase)),
        to: new Date(down(range.to.getTime(), hourMs, phase)),
      };
      if (isEmpty(hours)) return { hours: [], minutes: [range] };
      const edges = [
        { from: range.from, to: hours.from },
        { from: hours.to, to: range.to },
      ];
      return { hours: [hours], minutes: edges.filter((edge) => !isEmpty(edge)) };
    },
  };
};
