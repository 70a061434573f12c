/** Whole days that end today: so many, or from the start of a month, quarter or year. */
export type PeriodRange = 'mtd' | 'qtd' | 'ytd' | '7d' | '30d' | '90d' | '12m';

/** Whole days, `2026-11-21`. */
export interface Period {
  readonly first: string;
  readonly last: string;
}

const dayMs = 86_400_000;
const toDay = (at: number): string => new Date(at).toISOString().slice(0, 10);

export const daysLater = (day: string, days: number): string =>
  toDay(Date.parse(day) + days * dayMs);

export const daysBetween = (first: string, last: string): number =>
  (Date.parse(last) - Date.parse(first)) / dayMs;

/** The first day of the month that is so many months after the day's. */
export const monthStart = (day: string, months = 0): string => {
  const [year = 0, month = 1] = day.split('-').map(Number);
  return toDay(Date.UTC(year, month - 1 + months, 1));
};

/** The same day of another month, or that month's last. */
const monthsLater = (day: string, months: number): string => {
  const sameDay = daysLater(monthStart(day, months), Number(day.slice(8)) - 1);
  const last = daysLater(monthStart(day, months + 1), -1);
  return sameDay < last ? sameDay : last;
};

const sinceStart = (today: string, monthsBack: number, length: number): PeriodPair => ({
  current: { first: monthStart(today, -monthsBack), last: today },
  previous: {
    first: monthStart(today, -monthsBack - length),
    last: monthsLater(today, -length),
  },
});

const lastDays = (today: string, count: number): PeriodPair => ({
  current: { first: daysLater(today, 1 - count), last: today },
  previous: { first: daysLater(today, 1 - 2 * count), last: daysLater(today, -count) },
});

export interface PeriodPair {
  readonly current: Period;
  /** What it is compared with: as far into its month, quarter or year. */
  readonly previous: Period;
}

const monthOf = (day: string): number => Number(day.slice(5, 7)) - 1;

const finders: Readonly<Record<PeriodRange, (today: string) => PeriodPair>> = {
  mtd: (today) => sinceStart(today, 0, 1),
  qtd: (today) => sinceStart(today, monthOf(today) % 3, 3),
  ytd: (today) => sinceStart(today, monthOf(today), 12),
  '7d': (today) => lastDays(today, 7),
  '30d': (today) => lastDays(today, 30),
  '90d': (today) => lastDays(today, 90),
  '12m': (today) => {
    const [yearAgo, twoAgo] = [monthsLater(today, -12), monthsLater(today, -24)];
    return {
      current: { first: daysLater(yearAgo, 1), last: today },
      previous: { first: daysLater(twoAgo, 1), last: yearAgo },
    };
  },
};

export const isPeriodRange = (range: string): range is PeriodRange => Object.hasOwn(finders, range);

export const findPeriods = (range: PeriodRange, today: string): PeriodPair => finders[range](today);

/** This calendar month so far and those before, oldest first. */
export const findMonths = (today: string, count: number): Period[] =>
  Array.from({ length: count }, (_, index) => {
    const first = monthStart(today, index + 1 - count);
    const last = daysLater(monthStart(first, 1), -1);
    return { first, last: last < today ? last : today };
  });

/** A period in parts of so many days; the last may have fewer. */
export const splitByDays = ({ first, last }: Period, days: number): Period[] => {
  const parts: Period[] = [];
  for (let from = first; from <= last; from = daysLater(from, days)) {
    const to = daysLater(from, days - 1);
    parts.push({ first: from, last: to < last ? to : last });
  }
  return parts;
};

/**
 * Whole weeks that end before the last day, from the first Monday up to the last one, and the days
 * beside them.
 */
export const splitByWeeks = (period: Period): { weeks: Period[]; days: Period[] } => {
  const { first, last } = period;
  const monday = daysLater(first, (8 - new Date(first).getUTCDay()) % 7);
  const count = Math.floor(daysBetween(monday, last) / 7);
  if (count < 1) return { weeks: [], days: [period] };
  const before = { first, last: daysLater(monday, -1) };
  const after = { first: daysLater(monday, 7 * count), last };
  return {
    weeks: [{ first: monday, last: daysLater(monday, 7 * (count - 1)) }],
    days: monday === first ? [after] : [before, after],
  };
};
