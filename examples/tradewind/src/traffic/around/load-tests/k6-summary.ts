import { createChance } from '../../../chance.ts';
import { secondMs } from '../../durations.ts';
import { runMs, type Course, type WeeklyRun } from './weeks.ts';
import { testedRoutes, thresholds, virtualUsers, type TestedRoute } from './plan.ts';

/** One route of one run. */
interface Measured extends TestedRoute {
  readonly requests: number;
  readonly failed: number;
}

const catalogueRoute = '/api/companies/:id';
const companiesRoute = '/api/companies';

/** What a run that does not go well does to a route: an index was missing, the catalogue was out. */
const effectOf = (course: Course, endpoint: string) => {
  if (course === 'slow' && endpoint === companiesRoute) return { slowdown: 19, failedShare: 0.004 };
  if (course === 'slow') return { slowdown: 2.4, failedShare: 0 };
  if (course === 'failing' && endpoint === catalogueRoute)
    return { slowdown: 5.5, failedShare: 0.37 };
  return { slowdown: 1, failedShare: endpoint === catalogueRoute ? 0.018 : 0 };
};

export const measure = (seed: string, { id, course }: WeeklyRun): readonly Measured[] => {
  const chance = createChance(seed, 'load test', id);
  const total = chance.integer(23_000, 26_000);
  return testedRoutes.map((route) => {
    const { slowdown, failedShare } = effectOf(course, route.endpoint);
    const luck = slowdown * (0.92 + 0.16 * chance.next());
    const requests = Math.round(total * route.share);
    return {
      ...route,
      averageMs: Math.round(route.averageMs * luck * 100) / 100,
      p95Ms: Math.round(route.p95Ms * luck * 100) / 100,
      requests,
      failed: Math.round(requests * failedShare * (0.9 + 0.2 * chance.next())),
    };
  });
};

const sumOf = (routes: readonly Measured[], of: (route: Measured) => number): number =>
  routes.reduce((sum, route) => sum + of(route), 0);

/** So slow is the slowest twentieth of all: counted from the slowest routes on. */
const overallP95 = (routes: readonly Measured[]): number => {
  const slowest = routes.toSorted((a, b) => b.p95Ms - a.p95Ms);
  let left = sumOf(routes, ({ requests }) => requests) * 0.05;
  const found = slowest.find(({ requests }) => (left -= requests * 0.4) <= 0);
  return found?.p95Ms ?? 0;
};

const trend = (averageMs: number, p95Ms: number) => ({
  type: 'trend',
  contains: 'time',
  values: {
    avg: averageMs,
    min: Math.round(averageMs * 20) / 100,
    med: Math.round(averageMs * 80) / 100,
    max: Math.round(p95Ms * 310) / 100,
    'p(90)': Math.round(p95Ms * 81) / 100,
    'p(95)': p95Ms,
  },
});

const metricsOf = (requests: number, failed: number, averageMs: number, p95Ms: number) => ({
  http_reqs: {
    type: 'counter',
    contains: 'default',
    values: { count: requests, rate: requests / (runMs / secondMs) },
  },
  http_req_failed: {
    type: 'rate',
    contains: 'default',
    // Of this metric a pass is a request that failed.
    values: { rate: failed / requests, passes: failed, fails: requests - failed },
  },
  http_req_duration: trend(averageMs, p95Ms),
});

const partOf = ({ method, endpoint, requests, failed, averageMs, p95Ms }: Measured): object =>
  Object.fromEntries(
    Object.entries(metricsOf(requests, failed, averageMs, p95Ms)).map(([metric, values]) => [
      `${metric}{method:${method},name:${endpoint}}`,
      values,
    ]),
  );

/** What k6 hands to `handleSummary`, of a run of the weekly load test. */
export const k6SummaryOf = (routes: readonly Measured[]): object => {
  const requests = sumOf(routes, (route) => route.requests);
  const failed = sumOf(routes, (route) => route.failed);
  const averageMs = sumOf(routes, (route) => route.averageMs * route.requests) / requests;
  const p95Ms = overallP95(routes);
  const isMet = {
    http_req_failed: failed / requests < 0.02,
    http_req_duration: p95Ms < 300,
  };
  const all = metricsOf(requests, failed, Math.round(averageMs * 100) / 100, p95Ms);
  const held = Object.fromEntries(
    thresholds.map(({ metric, condition }) => [
      metric,
      { ...all[metric], thresholds: { [condition]: { ok: isMet[metric] } } },
    ]),
  );
  const users = { value: virtualUsers, min: virtualUsers, max: virtualUsers };
  return {
    root_group: { name: '', path: '', groups: [], checks: [] },
    options: { summaryTrendStats: ['avg', 'min', 'med', 'max', 'p(90)', 'p(95)'] },
    state: { isStdOutTTY: false, isStdErrTTY: false, testRunDurationMs: runMs },
    metrics: {
      ...all,
      ...held,
      ...Object.assign({}, ...routes.map(partOf)),
      vus: { type: 'gauge', contains: 'default', values: users },
      vus_max: { type: 'gauge', contains: 'default', values: users },
    },
  };
};
