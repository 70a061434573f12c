import type { LoadTestRoute, TailLatency } from '@taffrail/contract';

/** failed ÷ requests, where there were any. */
export const errorRateOf = ({
  requests,
  failed,
}: Pick<LoadTestRoute, 'requests' | 'failed'>): number | null =>
  requests === null || failed === null || requests === 0 ? null : failed / requests;

/** The earlier figure, where it is of the same percentile: p95 and p97.5 are no pair. */
export const sameTail = (
  tail: TailLatency | null,
  before: TailLatency | null | undefined,
): number | null => (tail && before && tail.percentile === before.percentile ? before.ms : null);

export interface ComparedRoute extends LoadTestRoute {
  /** The same route of the baseline. */
  readonly before: LoadTestRoute | undefined;
}

/** Each route with itself in the run that it is compared with. */
export const compareRoutes = (
  routes: readonly LoadTestRoute[],
  before: readonly LoadTestRoute[] | undefined,
): ComparedRoute[] =>
  routes.map((route) => ({
    ...route,
    before: before?.find(
      ({ method, endpoint }) => method === route.method && endpoint === route.endpoint,
    ),
  }));
