import type { Span } from '../../lib/time/time-range.ts';
import { addUnits, startOf, toWallTime, type Unit } from '../../lib/time/zoned-time.ts';

const steps: readonly (readonly [count: number, unit: Unit, approximateMs: number])[] = [
  [1, 's', 1_000],
  [5, 's', 5_000],
  [15, 's', 15_000],
  [30, 's', 30_000],
  [1, 'm', 60_000],
  [2, 'm', 120_000],
  [5, 'm', 300_000],
  [15, 'm', 900_000],
  [30, 'm', 1_800_000],
  [1, 'h', 3_600_000],
  [3, 'h', 10_800_000],
  [6, 'h', 21_600_000],
  [12, 'h', 43_200_000],
  [1, 'd', 86_400_000],
  [2, 'd', 172_800_000],
  [1, 'w', 604_800_000],
  [2, 'w', 1_209_600_000],
  [1, 'M', 2_592_000_000],
  [3, 'M', 7_776_000_000],
  [1, 'y', 31_536_000_000],
];

/** Steps are counted from the beginning of this unit, so that they fall on round moments. */
const anchorOf: Record<Unit, Unit> = {
  s: 'm',
  m: 'h',
  h: 'd',
  d: 'd',
  w: 'w',
  M: 'y',
  Q: 'y',
  y: 'y',
};

export interface TimeTick {
  readonly at: Date;
  /** A day begins here, so its label is a date. */
  readonly isDay: boolean;
}

/** Round moments of the zone inside a range: at most `most` of them. */
export const timeTicks = (span: Span, timeZone: string, most: number): TimeTick[] => {
  const widthMs = span.to.getTime() - span.from.getTime();
  const step = steps.find(([, , ms]) => widthMs / ms <= most) ?? steps.at(-1);
  if (!step) return [];
  const [count, unit] = step;
  const ticks: TimeTick[] = [];
  let at = startOf(span.from, anchorOf[unit], timeZone);
  while (at < span.to) {
    if (at >= span.from) {
      const { hour, minute } = toWallTime(at, timeZone);
      ticks.push({ at, isDay: hour === 0 && minute === 0 });
    }
    const next = addUnits(at, count, unit, timeZone);
    if (next <= at) break;
    at = next;
  }
  return ticks;
};
