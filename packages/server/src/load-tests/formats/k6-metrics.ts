import type { LoadTestRoute, LoadTestThreshold, TailLatency } from '@taffrail/contract';
import { Unreadable } from '../../inbox/inbox.ts';
import type { Report } from '../report.ts';
import { countAt, numberAt, type ForeignRecord } from './foreign.ts';

/** A summary of k6, whatever its shape: values by metric, `http_req_duration{name:…}` for a part. */
export interface K6Summary {
  readonly values: ReadonlyMap<string, ForeignRecord>;
  readonly thresholds: readonly LoadTestThreshold[];
  readonly name: string | null;
  readonly durationMs: number | null;
  readonly endedAt: Date | null;
}

/** `p(95)` in most shapes, `p95` in some builds; which there are is the test's choice. */
const percentileName = /^p\(?([0-9]+(?:\.[0-9]+)?)\)?$/;

const readTail = (values: ForeignRecord): TailLatency | null => {
  const told = Object.keys(values).flatMap((name) => {
    const percentile = Number(percentileName.exec(name)?.[1] ?? Number.NaN);
    const ms = percentile >= 95 && percentile < 100 ? numberAt(values, name) : null;
    return ms === null ? [] : [{ percentile, ms }];
  });
  return told.toSorted((a, b) => a.percentile - b.percentile)[0] ?? null;
};

const none: ForeignRecord = {};

const readFigures = (values: K6Summary['values'], part: string) => {
  const of = (metric: string): ForeignRecord => values.get(metric + part) ?? none;
  const requests = countAt(of('http_reqs'), 'count');
  // Of this metric a "pass" is a request that failed.
  const failures = of('http_req_failed');
  const rate = numberAt(failures, 'rate', 'value');
  const failed =
    countAt(failures, 'passes', 'matches') ??
    (rate === null || requests === null ? null : Math.round(rate * requests));
  const duration = of('http_req_duration');
  return { requests, failed, averageMs: numberAt(duration, 'avg'), tail: readTail(duration) };
};

const partPattern = /^http_(?:reqs|req_duration|req_failed)(\{.*\})$/s;
/** k6 joins tags as `{method:GET,name:/leads}`; a name may hold colons itself. */
const tagOf = (part: string, tag: string): string | null =>
  new RegExp(`[{,]\\s*${tag}:\\s*([^,}]+)`).exec(part)?.[1]?.trim() ?? null;

/** k6 tells of a route by itself only where a threshold names it. */
const readRoutes = ({ values }: K6Summary): LoadTestRoute[] => {
  const parts = [...values.keys()].flatMap((metric) => partPattern.exec(metric)?.[1] ?? []);
  return [...new Set(parts)].flatMap((part) => {
    const endpoint = tagOf(part, 'name') ?? tagOf(part, 'url');
    if (endpoint === null) return [];
    return [{ method: tagOf(part, 'method'), endpoint, ...readFigures(values, part) }];
  });
};

/** Where a summary does not tell how long it took, its counters do: count ÷ rate. */
const readDurationMs = ({ values, durationMs }: K6Summary): number | null => {
  if (durationMs !== null) return durationMs;
  for (const metric of ['iterations', 'http_reqs', 'data_received']) {
    const counter = values.get(metric) ?? none;
    const count = numberAt(counter, 'count');
    const rate = numberAt(counter, 'rate');
    if (count !== null && rate !== null && count > 0 && rate > 0) return (count / rate) * 1_000;
  }
  return null;
};

/** @throws {Unreadable} when it holds no figure of a run */
export const toK6Report = (summary: K6Summary): Report => {
  const { values, thresholds, name, endedAt } = summary;
  const figures = readFigures(values, '');
  const users =
    countAt(values.get('vus') ?? none, 'max') ?? countAt(values.get('vus_max') ?? none, 'max');
  const iterations = countAt(values.get('iterations') ?? none, 'count');
  if (figures.requests === null && iterations === null && users === null)
    throw new Unreadable('The summary of k6 holds none of http_reqs, iterations and vus.');
  const durationMs = readDurationMs(summary);
  return {
    tool: 'k6',
    name,
    startedAt: endedAt && durationMs !== null ? new Date(endedAt.getTime() - durationMs) : null,
    endedAt,
    durationMs,
    virtualUsers: users === null ? null : { count: users, counted: 'concurrent' },
    ...figures,
    thresholds: [...thresholds],
    routes: readRoutes(summary),
    samples: [],
    timeline: null,
  };
};
