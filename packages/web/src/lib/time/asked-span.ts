import { endsNow, resolveRange } from './time-range.ts';

/** A range in the words of the API. */
export interface AskedSpan {
  readonly from: string | undefined;
  /** Absent: whatever came since, too. */
  readonly to: string | undefined;
}

/** Read when it is asked for: `24h` moves on with every refresh. */
export const askedSpan = (range: string, timeZone: string): AskedSpan => {
  const span = resolveRange(range, new Date(), timeZone);
  return {
    from: span?.from.toISOString(),
    to: endsNow(range) ? undefined : span?.to.toISOString(),
  };
};
