import {
  namedNone,
  stepsOf,
  usualStep,
  type Usage,
  type UsageFigures,
  type UsageFilter,
  type UsageGroup,
  type UsageMeasure,
  type UsageRange,
  type UsageStep,
} from '@taffrail/contract';
import { findDaysOf } from '../../platform/db/calendar.ts';
import type { Transaction } from '../../platform/db/database.ts';
import { readSnapshot } from '../../platform/db/snapshot.ts';
import { findAskedPeriods } from '../../platform/time/asked-days.ts';
import type { Period, PeriodPair } from '../../platform/time/day-periods.ts';
import type { AppContext } from '../../slice.ts';
import { toBars } from './bars.ts';
import { findPresent, type Present } from './calendar.store.ts';
import { findAlike, readAlike } from './compare.ts';
import { toFigures, toUsd } from './figures.ts';
import { listPriceChanges } from './price-changes.store.ts';
import { nameSubjects } from './subjects.ts';
import { knowsOrganizations, tableFor } from './tables.ts';
import {
  countOrganizations,
  findFirstDay,
  listByDay,
  listLargest,
  listNames,
  listUnpriced,
  sumDays,
  type DayValue,
} from './usage.store.ts';

export type UsageContext = Pick<AppContext, 'db' | 'clock' | 'log' | 'reportingTimeZone'>;

export interface AskedUsage {
  readonly range: UsageRange;
  readonly group: UsageGroup;
  readonly filter: UsageFilter;
  readonly step: UsageStep | undefined;
  readonly measure: UsageMeasure;
}

/** The rest are drawn together. */
const mostDrawn = 5;

export const toUsageDays = ({ current, previous }: PeriodPair): Usage['range'] => ({
  from: current.first,
  to: current.last,
  previousFrom: previous.first,
  previousTo: previous.last,
});

const measured = (figures: UsageFigures, measure: UsageMeasure): number => {
  if (measure === 'cost') return Number(figures.costUsd);
  return measure === 'jobs' ? figures.jobs : figures.inputTokens + figures.outputTokens;
};

/** What is not known whole cannot be compared. */
export const isKnownWhole = (period: Period, since: string | null): boolean =>
  since !== null && since <= period.first;

const compare = async (
  trx: Transaction,
  asked: AskedUsage,
  current: UsageFigures,
  periods: PeriodPair,
  moment: { present: Present; now: Date; timeZone: string },
) => {
  const { filter, measure } = asked;
  const { previous } = periods;
  const alike = await findAlike(trx, periods, moment, true);
  const { leftOut, ...figures } = await readAlike(trx, { filter, current, previous, alike });
  return {
    comparison: {
      comparedTo: alike.comparedTo.toISOString(),
      previousTo: alike.previousTo.toISOString(),
      ...figures,
    },
    previous: { ...previous, leftOut: measured(leftOut, measure) },
  };
};

/** Jobs that named no user are in no row of users: they are among all others. */
const withNobodys = async (
  trx: Transaction,
  { filter, measure }: AskedUsage,
  { period, ofUsers, others }: { period: Period; ofUsers: readonly DayValue[]; others: number },
): Promise<DayValue[]> => {
  const asked = { table: tableFor(undefined, filter), group: 'provider', filter } as const;
  const all = await listByDay(trx, asked, period, { by: measure, drawn: [] });
  const drawn = ofUsers.filter(({ place }) => place < others);
  const byDay = Map.groupBy(drawn, ({ day }) => day);
  const rest = all.map(({ day, value }): DayValue => {
    const known = (byDay.get(day) ?? []).reduce((sum, one) => sum + Number(one.value), 0);
    return { day, place: others, value: (Number(value) - known).toFixed(8) };
  });
  return [...drawn, ...rest];
};

const readDrawn = async (
  trx: Transaction,
  question: AskedUsage,
  { current, previous }: { current: Period; previous: Period | undefined },
) => {
  const { group, filter, measure } = question;
  const asked = { table: tableFor(group, filter), group, filter };
  const largest = await listLargest(trx, asked, current, { by: measure, limit: mostDrawn });
  const drawn = largest.filter(({ value }) => Number(value) > 0);
  const period = { first: previous?.first ?? current.first, last: current.last };
  const known = await listByDay(trx, asked, period, { by: measure, drawn });
  const others = drawn.length + 1;
  const values =
    group === 'user' ? await withNobodys(trx, question, { period, ofUsers: known, others }) : known;
  const rest = values
    .filter(({ day, place }) => day >= current.first && place === others)
    .reduce((sum, { value }) => sum + Number(value), 0);
  const subjects = await nameSubjects(trx, group, drawn);
  const series: Usage['series'] = drawn.map(({ value }, index) => ({
    subject: subjects[index] ?? null,
    total: Number(value),
  }));
  const total = Number(rest.toFixed(8));
  if (total > 0) series.push({ subject: null, total });
  return { series, values };
};

const readUnpriced = async (
  trx: Transaction,
  current: Period,
  filter: UsageFilter,
): Promise<Usage['unpriced']> => {
  const table = filter.organizationId === undefined ? 'usage_totals_daily' : 'usage_daily';
  const rows = await listUnpriced(trx, table, current, filter);
  return {
    models: rows[0]?.models ?? 0,
    most: rows.map(({ provider, model, jobs, tokens }) => ({ provider, model, jobs, tokens })),
  };
};

const readUnattributed = async (
  trx: Transaction,
  current: Period,
  filter: UsageFilter,
): Promise<Usage['unattributed']> => {
  if (filter.organizationId !== undefined && filter.organizationId !== namedNone)
    return { costUsd: '0', jobs: 0 };
  const ofNobody = { ...filter, organizationId: namedNone };
  const row = await sumDays(trx, tableFor('organization', ofNobody), current, ofNobody);
  return { costUsd: toUsd(row?.costUsd ?? '0'), jobs: row?.jobs ?? 0 };
};

const findOrganization = async (
  trx: Transaction,
  { organizationId: id }: UsageFilter,
): Promise<Usage['organization']> => {
  if (id === undefined || id === namedNone) return null;
  const [known] = await listNames(trx, 'organizations', [id]);
  return known ?? { id, externalId: null, name: null };
};

export const readUsage = (
  { db, clock, reportingTimeZone: timeZone }: UsageContext,
  asked: AskedUsage,
): Promise<Usage> => {
  const now = clock.now();
  const { filter, range, measure } = asked;
  const step = stepsOf(range).find((one) => one === asked.step) ?? usualStep(range);
  return readSnapshot(db, async (trx) => {
    const present = await findPresent(trx, now, timeZone);
    const since = await findFirstDay(trx);
    const periods = findAskedPeriods(range, present.today);
    const { current } = periods;
    const figures = toFigures(await sumDays(trx, tableFor(undefined, filter), current, filter));
    const compared = isKnownWhole(periods.previous, since)
      ? await compare(trx, asked, figures, periods, { present, now, timeZone })
      : undefined;
    const previous = compared?.previous;
    const { series, values } = await readDrawn(trx, asked, { current, previous });
    const days = await findDaysOf(trx, current, timeZone);
    return {
      asOf: now.toISOString(),
      timeZone,
      range: toUsageDays(periods),
      organization: await findOrganization(trx, filter),
      since,
      current: figures,
      activeOrganizations: knowsOrganizations(filter)
        ? await countOrganizations(trx, current, filter)
        : null,
      unattributed: await readUnattributed(trx, current, filter),
      comparison: compared?.comparison ?? null,
      unpriced: await readUnpriced(trx, current, filter),
      step,
      measure,
      series,
      bars: toBars({ current, previous, step, series: series.length, values, days }),
      priceChanges: await listPriceChanges(trx, current, timeZone),
    };
  });
};
