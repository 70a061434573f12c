import { raise } from '../http/api-error.ts';

export interface TimeRange {
  readonly from: Date;
  /** Up to, but without, this moment. */
  readonly to: Date;
}

export const minuteMs = 60_000;
export const hourMs = 3_600_000;
export const dayMs = 86_400_000;
/** Of a time zone's day around a change of clocks. */
const longestDayMs = 25 * hourMs;

export const lengthOf = ({ from, to }: TimeRange): number => to.getTime() - from.getTime();

export const isEmpty = ({ from, to }: TimeRange): boolean => from >= to;

/**
 * The range that a query asks for: up to now, and of a day, unless it says otherwise.
 *
 * @param longest what may be asked for at most
 * @throws `invalid_request` of a range that is empty or longer
 */
export const readRange = (
  { from, to }: { from?: string | undefined; to?: string | undefined },
  now: Date,
  longest: { readonly days: number; readonly words: string },
): TimeRange => {
  const end = to === undefined ? now : new Date(to);
  const start = from === undefined ? new Date(end.getTime() - dayMs) : new Date(from);
  const range = { from: start, to: end };
  if (isEmpty(range)) raise('invalid_request', { details: { from: 'must be before to' } });
  if (lengthOf(range) > longest.days * dayMs)
    raise('invalid_request', { details: { from: `must be at most ${longest.words} before to` } });
  return range;
};

/** What of a range is over. */
export const untilNow = ({ from, to }: TimeRange, now: Date): TimeRange => ({
  from,
  to: to < now ? to : now,
});

/** Of the same length, up to where the range begins. */
export const periodBefore = (range: TimeRange): TimeRange => ({
  from: new Date(range.from.getTime() - lengthOf(range)),
  to: range.from,
});

/** A range and the period before it, however that is told, with a day on either side. */
export const reachOf = (range: TimeRange): TimeRange => ({
  from: new Date(range.from.getTime() - lengthOf(range) - longestDayMs),
  to: new Date(range.to.getTime() + longestDayMs),
});

export const toIsoRange = ({ from, to }: TimeRange): { from: string; to: string } => ({
  from: from.toISOString(),
  to: to.toISOString(),
});
