import { getDashboard, type Dashboard, type DashboardRange } from '@taffrail/contract';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api } from '../../lib/api.ts';

/** The figures and what they are of: while another range loads, the old ones stay in view. */
export interface Shown extends Omit<Dashboard, 'range'> {
  readonly asked: DashboardRange;
  readonly period: Dashboard['range'];
}

/** Nothing in the range, nor in the days of the sparklines, nor among the last actions. */
export const isEmpty = ({ kpis, recentActions }: Pick<Shown, 'kpis' | 'recentActions'>): boolean =>
  recentActions.length === 0 &&
  kpis.every((kpi) => kpi.value === 0 && kpi.series.every(({ value }) => value === 0));

/** An empty console is asked every two seconds: somebody waits for its first event. */
const everyMs = (shown: Shown | undefined): number | false =>
  shown && isEmpty(shown) ? 2000 : false;

export const dashboardQuery = (asked: DashboardRange) =>
  queryOptions({
    queryKey: ['dashboard', asked],
    queryFn: async ({ signal }): Promise<Shown> => {
      const { range, ...figures } = await api(
        getDashboard,
        { query: { range: asked } },
        { signal },
      );
      return { ...figures, asked, period: range };
    },
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => everyMs(state.data),
  });
