import type { Activity, Dashboard, DashboardRange, Kpi } from '@taffrail/contract';
import { may, type Caller } from '../access/caller.ts';
import { countActionsByDay, listLatestActivity } from '../activity/activity.ts';
import { keepCostly } from '../platform/keep-costly.ts';
import type { AppContext } from '../slice.ts';
import {
  countActive,
  countActiveByDay,
  findFirstDay,
  type ActiveKind,
  type DayCount,
} from './dashboard.store.ts';
import { findPeriods, type Periods } from './periods.ts';

type Figures = Omit<Dashboard, 'recentActions'>;
type DashboardContext = Pick<AppContext, 'db' | 'clock' | 'log' | 'product' | 'reportingTimeZone'>;

const latest = 10;

/** Every day that is drawn, those without any too. */
const toSeries = ({ drawn, days }: Periods, counts: readonly DayCount[]): Kpi['series'] => {
  const byDay = new Map(counts.map(({ day, count }) => [day, count]));
  return days
    .filter(({ day }) => day >= drawn.firstDay)
    .map(({ day }) => ({ day, value: byDay.get(day) ?? 0 }));
};

const sumOf = (counts: readonly DayCount[]): number =>
  counts.reduce((sum, { count }) => sum + count, 0);

const countWhoWasActive = async (
  { db }: DashboardContext,
  kind: ActiveKind,
  periods: Periods,
): Promise<Omit<Kpi, 'metric'>> => {
  const [value, previous, byDay] = await Promise.all([
    countActive(db, kind, periods.current),
    countActive(db, kind, periods.previous),
    countActiveByDay(db, kind, periods.drawn),
  ]);
  return { value, previous, series: toSeries(periods, byDay) };
};

const countActions = async (
  context: DashboardContext,
  periods: Periods,
): Promise<Omit<Kpi, 'metric'>> => {
  const { current, days } = periods;
  const [drawn, previous] = await Promise.all([
    countActionsByDay(context, periods.drawn, days),
    countActionsByDay(context, periods.previous, days),
  ]);
  return {
    value: sumOf(drawn.filter(({ day }) => day >= current.firstDay)),
    previous: sumOf(previous),
    series: toSeries(periods, drawn),
  };
};

const makeFigures = async (context: DashboardContext, range: DashboardRange): Promise<Figures> => {
  const { db, clock, reportingTimeZone } = context;
  const now = clock.now();
  const periods = await findPeriods(db, range, now, reportingTimeZone);
  const [firstDay, users, organizations, actions] = await Promise.all([
    findFirstDay(db),
    countWhoWasActive(context, 'users', periods),
    countWhoWasActive(context, 'organizations', periods),
    countActions(context, periods),
  ]);
  // A period of which only the end is known cannot be compared.
  const isKnown = firstDay !== undefined && firstDay <= periods.previous.firstDay;
  const toKpi = (metric: Kpi['metric'], figure: Omit<Kpi, 'metric'>): Kpi => ({
    metric,
    ...figure,
    previous: isKnown ? figure.previous : null,
  });
  return {
    asOf: now.toISOString(),
    timeZone: reportingTimeZone,
    range: {
      from: periods.current.from.toISOString(),
      to: periods.current.to.toISOString(),
      previousFrom: periods.previous.from.toISOString(),
      previousTo: periods.previous.to.toISOString(),
    },
    kpis: [
      toKpi('active_users', users),
      toKpi('active_organizations', organizations),
      toKpi('actions', actions),
    ],
  };
};

/** An empty console must show its first event at once, however slow its first answers were. */
const hasCounted = ({ kpis }: Figures): boolean => kpis.some(({ value }) => value > 0);

/** The dashboard of a console; its figures are the same for everybody, the log is not. */
export const createDashboard = (
  context: DashboardContext,
): ((range: DashboardRange, caller: Caller) => Promise<Dashboard>) => {
  const figures: Record<DashboardRange, () => Promise<Figures>> = {
    '1d': keepCostly(context, () => makeFigures(context, '1d'), hasCounted),
    '7d': keepCostly(context, () => makeFigures(context, '7d'), hasCounted),
    '30d': keepCostly(context, () => makeFigures(context, '30d'), hasCounted),
  };
  const listRecent = async (caller: Caller): Promise<Activity[]> =>
    may(caller, 'activity.read') ? listLatestActivity(context, latest, caller) : [];
  return async (range, caller) => {
    const [made, recentActions] = await Promise.all([figures[range](), listRecent(caller)]);
    return { ...made, recentActions };
  };
};
