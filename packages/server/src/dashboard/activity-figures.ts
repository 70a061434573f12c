import type { Dashboard, DashboardRange, Kpi } from '@taffrail/contract';
import { countActionsByDay } from '../activity/activity.ts';
import type { Transaction } from '../platform/db/database.ts';
import { readSnapshot } from '../platform/db/snapshot.ts';
import type { DashboardContext } from './dashboard-context.ts';
import {
  countActive,
  countActiveByDay,
  findFirstActivityDay,
  type ActiveKind,
  type DayCount,
} from './dashboard.store.ts';
import { daysDrawn, findPeriods, isKnownWhole, type Periods } from './periods.ts';

type Figure = Omit<Kpi, 'metric'>;

/** Every day that is drawn, those without any too. */
const toSeries = (periods: Periods, counts: readonly DayCount[]): Kpi['series'] => {
  const byDay = new Map(counts.map(({ day, count }) => [day, count]));
  return daysDrawn(periods).map((day) => ({ day, value: byDay.get(day) ?? 0 }));
};

const sumOf = (counts: readonly DayCount[]): number =>
  counts.reduce((sum, { count }) => sum + count, 0);

const countWhoWasActive = async (
  trx: Transaction,
  kind: ActiveKind,
  periods: Periods,
): Promise<Figure> => ({
  value: await countActive(trx, kind, periods.current),
  previous: await countActive(trx, kind, periods.previous),
  series: toSeries(periods, await countActiveByDay(trx, kind, periods.drawn)),
});

const countActions = async (
  trx: Transaction,
  reportingTimeZone: string,
  periods: Periods,
): Promise<Figure> => {
  const { current, days } = periods;
  const context = { db: trx, reportingTimeZone };
  const drawn = await countActionsByDay(context, periods.drawn, days);
  return {
    value: sumOf(drawn.filter(({ day }) => day >= current.firstDay)),
    previous: sumOf(await countActionsByDay(context, periods.previous, days)),
    series: toSeries(periods, drawn),
  };
};

export const readActivityFigures = (
  { db, clock, reportingTimeZone: timeZone }: DashboardContext,
  range: DashboardRange,
): Promise<Dashboard> => {
  const now = clock.now();
  return readSnapshot(db, async (trx) => {
    const periods = await findPeriods(trx, range, now, timeZone);
    const { current, previous } = periods;
    const isKnown = isKnownWhole(previous, await findFirstActivityDay(trx));
    const toKpi = (metric: Kpi['metric'], figure: Figure): Kpi => ({
      metric,
      ...figure,
      previous: isKnown ? figure.previous : null,
    });
    return {
      asOf: now.toISOString(),
      timeZone,
      range: {
        from: current.from.toISOString(),
        to: current.to.toISOString(),
        previousFrom: previous.from.toISOString(),
        previousTo: previous.to.toISOString(),
      },
      kpis: [
        toKpi('active_users', await countWhoWasActive(trx, 'users', periods)),
        toKpi('active_organizations', await countWhoWasActive(trx, 'organizations', periods)),
        toKpi('actions', await countActions(trx, timeZone, periods)),
      ],
    };
  });
};
