import type { ZoneDay } from '../platform/db/calendar.ts';
import { minuteDays } from './partitions.ts';

export interface TimeRange {
  readonly from: Date;
  readonly to: Date;
}

/** What a range is read from: together each of its moments once. */
export interface Cover {
  readonly hours: readonly TimeRange[];
  readonly minutes: readonly TimeRange[];
}

const minuteMs = 60_000;
export const hourMs = 3_600_000;
export const dayMs = 86_400_000;

/** What can be told apart in a chart; hours and shorter divide a day of any zone. */
export const stepsMs = [minuteMs, 5 * minuteMs, 15 * minuteMs, hourMs, dayMs] as const;
const mostMoments = 200;

const lengthOf = ({ from, to }: TimeRange): number => to.getTime() - from.getTime();

const down = (at: number, width: number, phase: number): number =>
  Math.floor((at - phase) / width) * width + phase;
const up = (at: number, width: number, phase: number): number => -down(-at, width, -phase);

const isEmpty = ({ from, to }: TimeRange): boolean => from >= to;

/**
 * Ranges on whole minutes and hours.
 *
 * @param phase how long after a whole hour of UTC the hours of the reporting time zone begin
 */
export const createGrid = (now: Date, phase: number) => {
  const minutesFrom = now.getTime() - minuteDays * dayMs;
  const finestAt = (at: number): number => (at >= minutesFrom ? minuteMs : hourMs);
  return {
    /** To what is kept of that time. */
    widen: ({ from, to }: TimeRange): TimeRange => ({
      from: new Date(down(from.getTime(), finestAt(from.getTime()), phase)),
      to: new Date(up(to.getTime(), finestAt(to.getTime()), phase)),
    }),
    /** The finest of which there are not too many and rows to fill them. */
    chooseStep: (range: TimeRange): number =>
      stepsMs.find(
        (step) =>
          lengthOf(range) / step + 1 <= mostMoments &&
          (step >= hourMs || range.from.getTime() >= minutesFrom),
      ) ?? dayMs,
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
    /** When the moments of a range begin; the first may begin before it. */
    toMoments: (range: TimeRange, step: number, days: readonly ZoneDay[]): Date[] => {
      if (step === dayMs)
        return days
          .map(({ startsAt }) => startsAt)
          .filter((at, index, all) => {
            const end = all[index + 1];
            return at < range.to && end !== undefined && end > range.from;
          });
      const first = down(range.from.getTime(), step, phase);
      const count = Math.ceil((range.to.getTime() - first) / step);
      return Array.from({ length: count }, (_, index) => new Date(first + index * step));
    },
  };
};
