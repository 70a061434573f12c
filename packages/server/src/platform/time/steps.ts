import type { ZoneDay } from '../db/calendar.ts';
import { dayMs, hourMs, lengthOf, minuteMs, type TimeRange } from './time-range.ts';

/** What can be told apart in a chart; hours and shorter divide a day of any zone. */
const stepsMs = [minuteMs, 5 * minuteMs, 15 * minuteMs, hourMs, dayMs] as const;
const mostMoments = 200;

/** The finest of which there are not too many and, where minutes are still kept, rows to fill them. */
export const chooseStep = (range: TimeRange, minutesFrom: Date): number =>
  stepsMs.find(
    (step) =>
      lengthOf(range) / step + 1 <= mostMoments && (step >= hourMs || range.from >= minutesFrom),
  ) ?? dayMs;

/** How long after a whole hour of UTC the hours of the days' time zone begin. */
export const phaseOf = (days: readonly ZoneDay[]): number =>
  (days[0]?.startsAt.getTime() ?? 0) % hourMs;

/** The last moment on a grid up to one, and the first from one on. */
export const down = (at: number, width: number, phase: number): number =>
  Math.floor((at - phase) / width) * width + phase;
export const up = (at: number, width: number, phase: number): number => -down(-at, width, -phase);

/**
 * When the steps of a range begin; the first may begin before it.
 *
 * @param days those that the range touches and the one after
 */
export const toMoments = (range: TimeRange, step: number, days: readonly ZoneDay[]): Date[] => {
  if (step === dayMs)
    return days
      .map(({ startsAt }) => startsAt)
      .filter((at, index, all) => {
        const end = all[index + 1];
        return at < range.to && end !== undefined && end > range.from;
      });
  const first = down(range.from.getTime(), step, phaseOf(days));
  const count = Math.ceil((range.to.getTime() - first) / step);
  return Array.from({ length: count }, (_, index) => new Date(first + index * step));
};
