import { isQuickRange, quickRanges, resolveRange, type Span } from './time-range.ts';
import { toWallTime } from './zoned-time.ts';

const dayMs = 86_400_000;

/** The day that it is in a zone, as the moment of UTC that it begins at. */
const dayOf = (at: Date, timeZone: string): number => {
  const { year, month, day } = toWallTime(at, timeZone);
  return Date.UTC(year, month - 1, day);
};

/**
 * The whole days that a range touches, as moments of UTC, where each is as long as any other. So
 * many days are that many with today, not the same hour of as many days ago.
 */
export const resolveDays = (range: string, now: Date, timeZone: string): Span | null => {
  const span = resolveRange(range, now, timeZone);
  if (!span) return null;
  const isCounted = isQuickRange(range) && !('toDate' in quickRanges[range]);
  const last = new Date(span.to.getTime() - (isQuickRange(range) ? 0 : 1));
  return {
    from: new Date(dayOf(span.from, timeZone) + (isCounted ? dayMs : 0)),
    to: new Date(dayOf(last, timeZone) + dayMs),
  };
};

const toDay = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

/** `FROM..TO` of days, both included. */
export const writeDays = ({ from, to }: Span): string =>
  `${toDay(from.getTime())}..${toDay(to.getTime() - dayMs)}`;

/** Other days than those of a range, by `stepRange` or `widenRange`; never those to come. */
export const moveDays = (
  range: string,
  move: (span: Span, now: Date) => Span,
  now: Date,
  timeZone: string,
): string | null => {
  const span = resolveDays(range, now, timeZone);
  const tomorrow = new Date(dayOf(now, timeZone) + dayMs);
  return span && writeDays(move(span, tomorrow));
};
