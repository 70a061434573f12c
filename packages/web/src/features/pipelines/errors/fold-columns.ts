import type { PipelineHealth, PipelineRange, PipelineStage } from '@taffrail/contract';

/** A stretch of time of which the table has a column. */
export interface Column {
  readonly from: string;
  /** Up to, but without, this moment; the end of the range for the last. */
  readonly to: string;
  /** The first and the one after the last of its moments. */
  readonly begin: number;
  readonly end: number;
}

const dayMs = 86_400_000;

/** `2026-11-21`: Swedish writes dates as ISO 8601 does. */
const createDayOf = (timeZone: string): ((at: string) => string) => {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' });
  return (at) => format.format(new Date(at));
};

const mondayOf = (day: string): string => {
  const at = new Date(`${day}T00:00:00Z`);
  const sinceMonday = (at.getUTCDay() + 6) % 7;
  return new Date(at.getTime() - sinceMonday * dayMs).toISOString().slice(0, 10);
};

type Folded = Pick<PipelineHealth, 'moments' | 'range' | 'timeZone'>;

/** What the moments of a column have in common: an hour, a day, a day, a week. */
const keyOf = (asked: PipelineRange, timeZone: string): ((at: string) => string) => {
  const dayOf = createDayOf(timeZone);
  if (asked === '7d') return dayOf;
  if (asked === '90d') return (at) => mondayOf(dayOf(at));
  return (at) => at;
};

/** As many as can be read beside each other; the first and the last may be cut by the range. */
export const toColumns = (
  { moments, range, timeZone }: Folded,
  asked: PipelineRange,
): readonly Column[] => {
  const key = keyOf(asked, timeZone);
  const begins = moments.flatMap((at, index) => {
    const before = moments[index - 1];
    return before !== undefined && key(before) === key(at) ? [] : [index];
  });
  return begins.map((begin, index) => {
    const end = begins[index + 1] ?? moments.length;
    return { from: moments[begin] ?? range.from, to: moments[end] ?? range.to, begin, end };
  });
};

export interface Cell {
  readonly failed: number;
  /** Succeeded or failed. */
  readonly ended: number;
}

export const toCell = ({ series }: PipelineStage, { begin, end }: Column): Cell => {
  let [failed, ended] = [0, 0];
  for (const moment of series.slice(begin, end)) {
    failed += moment.failed;
    ended += moment.succeeded + moment.failed;
  }
  return { failed, ended };
};
