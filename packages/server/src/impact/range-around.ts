import { dayMs, hourMs, type TimeRange } from '../platform/time/time-range.ts';

/** Something that began, and ended or goes on. */
export interface Happening {
  readonly from: Date;
  readonly to: Date | null;
}

/** For how many days minutes are told apart, and hours. */
export interface ToldApart {
  readonly minuteDays: number;
  readonly hourDays: number;
}

/** So that there is something to see on either side, in steps of what is told apart by then. */
const leastMarginMs = (ageMs: number, { minuteDays, hourDays }: ToldApart): number => {
  // A day less: the margin, too, has to lie in what is told apart.
  if (ageMs < (minuteDays - 1) * dayMs) return hourMs;
  return ageMs < (hourDays - 1) * dayMs ? dayMs / 2 : 7 * dayMs;
};

/** What is shown of the time around a happening: half as long again on either side, up to a day. */
export const rangeAround = (
  { from, to }: Happening,
  now: Date,
  toldApart: ToldApart,
): { readonly range: TimeRange; readonly during: TimeRange } => {
  const end = to ?? now;
  const half = Math.min((end.getTime() - from.getTime()) / 2, dayMs);
  const margin = Math.max(half, leastMarginMs(now.getTime() - from.getTime(), toldApart));
  const last = Math.min(now.getTime(), end.getTime() + margin);
  return {
    range: { from: new Date(from.getTime() - margin), to: new Date(last) },
    during: { from, to: end },
  };
};
