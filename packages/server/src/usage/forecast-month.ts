/** A day and its cost; of the past, a whole day that is over. */
export interface PastDay {
  /** `2026-11-20`. */
  readonly day: string;
  readonly costUsd: number;
}

export interface MonthSoFar {
  readonly spentUsd: number;
  /** At most four weeks, the last one yesterday. */
  readonly past: readonly PastDay[];
  readonly today: string;
  /** How much of today is over, from 0 to 1. */
  readonly elapsed: number;
  /** The days of the month after today. */
  readonly toCome: readonly string[];
}

export interface MonthForecast {
  readonly expectedUsd: number;
  readonly lowUsd: number;
  readonly highUsd: number;
  /** What is still to come of today, and of each day to come. */
  readonly days: readonly PastDay[];
}

export const leastPastDays = 7;
/** From here on each weekday has been seen twice. */
const daysForWeekdays = 14;
/** Four of five lie within so many standard deviations. */
const width = 1.2816;

const weekdayOf = (day: string): number => new Date(day).getUTCDay();
const mean = (costs: readonly number[]): number =>
  costs.reduce((sum, cost) => sum + cost, 0) / costs.length;

/** What a day costs: as its weekday did on average, or as all days did while few are known. */
const learn = (past: readonly PastDay[]) => {
  const all = mean(past.map(({ costUsd }) => costUsd));
  if (past.length < daysForWeekdays) return { costOf: (): number => all, kinds: 1 };
  const byWeekday = Map.groupBy(past, ({ day }) => weekdayOf(day));
  const costs = new Map(
    [...byWeekday].map(([weekday, days]) => [weekday, mean(days.map(({ costUsd }) => costUsd))]),
  );
  return { costOf: (day: string): number => costs.get(weekdayOf(day)) ?? all, kinds: costs.size };
};

/**
 * Where a month ends if the days to come cost what such days cost lately. The range has four of five
 * such months, if days differ from what is expected of them as much as they did, each by itself.
 *
 * @returns undefined while there is too little to learn from
 */
export const forecastMonth = (month: MonthSoFar): MonthForecast | undefined => {
  const { spentUsd, past, today, elapsed, toCome } = month;
  if (past.length < leastPastDays) return undefined;
  const { costOf, kinds } = learn(past);
  const left = 1 - elapsed;
  const days = [
    { day: today, costUsd: left * costOf(today) },
    ...toCome.map((day) => ({ day, costUsd: costOf(day) })),
  ];
  const expectedUsd = days.reduce((sum, { costUsd }) => sum + costUsd, spentUsd);
  const squares = past.reduce((sum, { day, costUsd }) => sum + (costUsd - costOf(day)) ** 2, 0);
  const deviation = Math.sqrt((squares / (past.length - kinds)) * (toCome.length + left));
  return {
    expectedUsd,
    // What is spent is spent.
    lowUsd: Math.max(spentUsd, expectedUsd - width * deviation),
    highUsd: expectedUsd + width * deviation,
    days,
  };
};
