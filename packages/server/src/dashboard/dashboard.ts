import type {
  Dashboard,
  DashboardIncidents,
  DashboardRange,
  DashboardRequests,
  DashboardWeek,
} from '@taffrail/contract';
import type { Caller } from '../access/caller.ts';
import { keepCostly } from '../platform/reading/keep-costly.ts';
import { readActivityFigures } from './activity-figures.ts';
import type { DashboardContext } from './dashboard-context.ts';
import { readIncidents } from './panels/read-incidents.ts';
import { readWeek, showWeek } from './panels/read-week.ts';
import { readRequestFigures } from './request-figures.ts';

export { countActive } from './dashboard.store.ts';

type Reading<T> = (context: DashboardContext, range: DashboardRange) => Promise<T>;

const createReader = <T>(
  context: DashboardContext,
  read: Reading<T>,
  isWorthKeeping: (answer: T) => boolean,
  changedAt: (() => number) | undefined,
): ((range: DashboardRange) => Promise<T>) => {
  const readOf = (range: DashboardRange) =>
    keepCostly(context, () => read(context, range), isWorthKeeping, changedAt);
  const readers = { '1d': readOf('1d'), '7d': readOf('7d'), '30d': readOf('30d') };
  return (range) => readers[range]();
};

/** An empty console must show its first event at once, however slow its first answers were. */
const hasCounted = ({ kpis }: Dashboard): boolean => kpis.some(({ value }) => value > 0);
const hasRequests = ({ since }: DashboardRequests): boolean => since !== null;

/** When what the figures are made of changed last. */
interface LastChanges {
  readonly activity?: () => number;
  readonly requests?: () => number;
  readonly incidents?: () => number;
}

/** The dashboard of a console: its figures are the same for everybody who may see them. */
export const createDashboard = (context: DashboardContext, changed: LastChanges = {}) => {
  const week = keepCostly(context, () => readWeek(context));
  return {
    showActivity: createReader(context, readActivityFigures, hasCounted, changed.activity),
    showRequests: createReader(context, readRequestFigures, hasRequests, changed.requests),
    showIncidents: keepCostly<DashboardIncidents>(
      context,
      () => readIncidents(context),
      undefined,
      changed.incidents,
    ),
    showWeek: async (caller: Caller): Promise<DashboardWeek> => showWeek(await week(), caller),
  };
};
