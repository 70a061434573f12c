import type { UsageFigures, UsageFilter, UsageGroup } from '@taffrail/contract';
import { usageHoursFrom } from '../../ai-jobs/ai-jobs.ts';
import type { Transaction } from '../../platform/db/database.ts';
import type { Period, PeriodPair } from '../../platform/time/day-periods.ts';
import type { TimeRange } from '../../platform/time/time-range.ts';
import { findDayCuts, type DayCut, type Present } from './calendar.store.ts';
import { toFigures, without } from './figures.ts';
import { tableFor, type DailyTable } from './tables.ts';
import {
  sumDays,
  sumHours,
  sumSubjects,
  sumSubjectsOfHours,
  type SubjectKey,
  type SubjectRow,
} from './usage.store.ts';

/** A last day whose rest, from a moment of it on, is left out. */
interface Rest {
  readonly day: string;
  /** Undefined where the whole day is left out, since hours of it are not known. */
  readonly hours: TimeRange | undefined;
}

/** Two periods that end at the same time of their last days. */
export interface Alike {
  readonly comparedTo: Date;
  readonly previousTo: Date;
  /** Null of days that are over: nothing of them is left out. */
  readonly rests: { readonly current: Rest; readonly previous: Rest } | null;
}

/**
 * Cuts today and the day that it is compared with at the last whole hour; by whole days where
 * hours of that day are no longer kept, or never were. Days that are over are not cut.
 */
export const findAlike = async (
  trx: Transaction,
  { current, previous }: PeriodPair,
  { present, now, timeZone }: { present: Present; now: Date; timeZone: string },
  hasHours: boolean,
): Promise<Alike> => {
  const [then, today] = await findDayCuts(trx, present, [previous.last, current.last], timeZone);
  if (!then || !today) throw new Error('Days are missing.');
  if (current.last < present.today)
    return { comparedTo: today.endsAt, previousTo: then.endsAt, rests: null };
  const byHours = hasHours && then.startsAt >= usageHoursFrom(now);
  const cutOf = (day: DayCut): Date => (byHours ? day.sameHour : day.startsAt);
  const restOf = (day: DayCut): Rest => ({
    day: day.day,
    hours: byHours ? { from: day.sameHour, to: day.endsAt } : undefined,
  });
  return {
    comparedTo: cutOf(today),
    previousTo: cutOf(then),
    rests: { current: restOf(today), previous: restOf(then) },
  };
};

const readRest = async (
  trx: Transaction,
  table: DailyTable,
  { day, hours }: Rest,
  filter: UsageFilter,
): Promise<UsageFigures> =>
  toFigures(
    hours
      ? await sumHours(trx, hours, filter)
      : await sumDays(trx, table, { first: day, last: day }, filter),
  );

/** What of a period is compared, with what, and what of its last day is not. */
export const readAlike = async (
  trx: Transaction,
  {
    filter,
    current,
    previous,
    alike,
  }: { filter: UsageFilter; current: UsageFigures; previous: Period; alike: Alike },
): Promise<{ compared: UsageFigures; previous: UsageFigures; leftOut: UsageFigures }> => {
  const table = tableFor(undefined, filter);
  const { rests } = alike;
  const before = toFigures(await sumDays(trx, table, previous, filter));
  if (!rests) return { compared: current, previous: before, leftOut: toFigures(undefined) };
  const leftOut = await readRest(trx, table, rests.previous, filter);
  return {
    compared: without(current, await readRest(trx, table, rests.current, filter)),
    previous: without(before, leftOut),
    leftOut,
  };
};

export interface AskedSubjects {
  readonly table: DailyTable;
  readonly group: UsageGroup;
  readonly filter: UsageFilter;
}

const nameOfKey = ({ key, provider }: SubjectKey): string => `${provider}\n${key}`;

const byName = (rows: readonly SubjectRow[]): ReadonlyMap<string, UsageFigures> =>
  new Map(rows.map((row) => [nameOfKey(row), toFigures(row)]));

/** The same of each of some values. */
export const readSubjectsAlike = async (
  trx: Transaction,
  asked: AskedSubjects,
  subjects: readonly SubjectRow[],
  { previous, alike: { rests } }: { previous: Period; alike: Alike },
): Promise<(subject: SubjectKey) => { compared: UsageFigures; previous: UsageFigures }> => {
  const { group, filter } = asked;
  const readRests = ({ day, hours }: Rest): Promise<SubjectRow[]> =>
    hours && group !== 'user'
      ? sumSubjectsOfHours(trx, { group, filter }, hours, subjects)
      : sumSubjects(trx, asked, { first: day, last: day }, subjects);
  const now = byName(subjects);
  const before = byName(await sumSubjects(trx, asked, previous, subjects));
  const [restNow, restBefore] = [
    byName(rests ? await readRests(rests.current) : []),
    byName(rests ? await readRests(rests.previous) : []),
  ];
  return (subject) => {
    const of = (figures: ReadonlyMap<string, UsageFigures>): UsageFigures =>
      figures.get(nameOfKey(subject)) ?? toFigures(undefined);
    return {
      compared: without(of(now), of(restNow)),
      previous: without(of(before), of(restBefore)),
    };
  };
};
