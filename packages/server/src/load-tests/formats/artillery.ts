import type { LoadTestRoute, TailLatency } from '@taffrail/contract';
import { Unreadable } from '../../inbox/inbox.ts';
import type { Report, ReportedSample } from '../report.ts';
import { countAt, isRecord, numberAt, recordAt, toMoment, type ForeignRecord } from './foreign.ts';
import type { LoadTestFormat } from './load-test-format.ts';
import { toToldTimeline, type ToldMoment } from '../timeline/told-timeline.ts';
import { bareFailure } from './bare-failure.ts';

const aggregateOf = (json: unknown): ForeignRecord | undefined => {
  const aggregate = isRecord(json) ? recordAt(json, 'aggregate') : undefined;
  return aggregate && recordAt(aggregate, 'counters') ? aggregate : undefined;
};

const latencyOf = (summary: ForeignRecord) => {
  const ms = numberAt(summary, 'p95');
  const tail: TailLatency | null = ms === null ? null : { percentile: 95, ms };
  return { averageMs: numberAt(summary, 'mean'), tail };
};

/** Sums the counters below a name, `http.codes.503`, that `counts`. */
const sumBelow = (
  counters: ForeignRecord,
  prefix: string,
  counts: (rest: string) => boolean,
): number =>
  Object.keys(counters)
    .filter((name) => name.startsWith(prefix) && counts(name.slice(prefix.length)))
    .reduce((sum, name) => sum + (countAt(counters, name) ?? 0), 0);

const hasFailed = (code: string): boolean => Number(code) >= 400;

const byEndpoint = 'plugins.metrics-by-endpoint.';
const responseTime = `${byEndpoint}response_time.`;
const counterPattern = /^plugins\.metrics-by-endpoint\.(.+)\.(codes|errors)\.([^.]+)$/s;

interface EndpointCounter {
  readonly endpoint: string;
  readonly isError: boolean;
  readonly code: string;
  readonly count: number;
}

const readEndpointCounters = (counters: ForeignRecord): EndpointCounter[] =>
  Object.keys(counters).flatMap((name) => {
    const [, endpoint, kind, code] = counterPattern.exec(name) ?? [];
    const count = countAt(counters, name);
    if (endpoint === undefined || code === undefined || count === null) return [];
    return [{ endpoint, isError: kind === 'errors', code, count }];
  });

const sum = (counters: readonly EndpointCounter[]): number =>
  counters.reduce((total, { count }) => total + count, 0);

/** Told only where the test uses the plugin metrics-by-endpoint. */
const readRoutes = (
  summaries: ForeignRecord,
  counters: readonly EndpointCounter[],
): LoadTestRoute[] => {
  const timed = Object.keys(summaries).filter((name) => name.startsWith(responseTime));
  const endpoints = new Set([
    ...timed.map((name) => name.slice(responseTime.length)),
    ...counters.map(({ endpoint }) => endpoint),
  ]);
  return [...endpoints].map((endpoint) => {
    const own = counters.filter((counter) => counter.endpoint === endpoint);
    return {
      method: null,
      endpoint,
      requests: sum(own),
      failed: sum(own.filter(({ isError, code }) => isError || hasFailed(code))),
      ...latencyOf(recordAt(summaries, responseTime + endpoint) ?? {}),
    };
  });
};

const readSamples = (
  counters: ForeignRecord,
  endpointCounters: readonly EndpointCounter[],
): ReportedSample[] => {
  if (endpointCounters.length > 0)
    return endpointCounters
      .filter(({ isError, code }) => isError || hasFailed(code))
      .map(({ endpoint, isError, code, count }) =>
        bareFailure(endpoint, isError ? { error: code } : { statusCode: Number(code) }, count),
      );
  return Object.keys(counters).flatMap((name) => {
    const [, kind, code] = /^(errors|http\.codes)\.(.+)$/s.exec(name) ?? [];
    const count = countAt(counters, name);
    if (code === undefined || count === null) return [];
    if (kind === 'errors') return [bareFailure('(all)', { error: code }, count)];
    return hasFailed(code) ? [bareFailure('(all)', { statusCode: Number(code) }, count)] : [];
  });
};

/** What is not answered has failed as well: the counters of errors count more than requests. */
const readTotals = (counters: ForeignRecord) => {
  const requests = countAt(counters, 'http.requests');
  const responses = countAt(counters, 'http.responses') ?? 0;
  if (requests === null) return { requests, failed: null };
  const refused = sumBelow(counters, 'http.codes.', hasFailed);
  return { requests, failed: Math.max(requests - responses, 0) + refused };
};

/** Artillery sums up every ten seconds. */
const periodMs = 10_000;

/** It counts users that come and go: those between are under way when the period ends. */
const readTimeline = (json: unknown) => {
  const periods = isRecord(json) && Array.isArray(json['intermediate']) ? json['intermediate'] : [];
  let users = 0;
  const told = periods.filter(isRecord).flatMap((period): ToldMoment[] => {
    const atMs = numberAt(period, 'period');
    const counters = recordAt(period, 'counters');
    if (atMs === null || !counters) return [];
    const countOf = (name: string): number => countAt(counters, name) ?? 0;
    users += countOf('vusers.created') - countOf('vusers.completed') - countOf('vusers.failed');
    const lastedMs = (numberAt(period, 'lastMetricAt', 'lastCounterAt') ?? atMs + periodMs) - atMs;
    const seconds = Math.min(Math.max(lastedMs, 1_000), periodMs) / 1_000;
    const failed =
      sumBelow(counters, 'http.codes.', hasFailed) + sumBelow(counters, 'errors.', () => true);
    const times = recordAt(period, 'summaries');
    return [
      {
        atMs,
        virtualUsers: Math.max(users, 0),
        requestsPerSecond: countOf('http.requests') / seconds,
        failedPerSecond: failed / seconds,
        p95Ms: latencyOf((times && recordAt(times, 'http.response_time')) ?? {}).tail?.ms ?? null,
      },
    ];
  });
  return toToldTimeline(told, periodMs);
};

/** What `artillery run --output` writes (2.0). The results of `ensure` are not in it. */
export const artillery: LoadTestFormat = {
  looksFor: 'the report of Artillery 2 (aggregate with counters)',
  recognises: ({ json }) => aggregateOf(json) !== undefined,
  read: ({ json }): Report => {
    const aggregate = aggregateOf(json) ?? {};
    const counters = recordAt(aggregate, 'counters') ?? {};
    const summaries = recordAt(aggregate, 'summaries') ?? {};
    const endpointCounters = readEndpointCounters(counters);
    const users = countAt(counters, 'vusers.created');
    const totals = readTotals(counters);
    if (totals.requests === null && users === null)
      throw new Unreadable(
        'The report of Artillery counts neither http.requests nor vusers.created.',
      );
    const startedAt = toMoment(numberAt(aggregate, 'firstMetricAt', 'firstCounterAt'));
    const endedAt = toMoment(numberAt(aggregate, 'lastMetricAt', 'lastCounterAt'));
    const durationMs = startedAt && endedAt ? endedAt.getTime() - startedAt.getTime() : null;
    return {
      tool: 'artillery',
      name: null,
      startedAt,
      endedAt,
      durationMs: durationMs !== null && durationMs >= 0 ? durationMs : null,
      // Users arrive at a rate: how many there were at the same time is not told.
      virtualUsers: users === null ? null : { count: users, counted: 'started' },
      ...totals,
      ...latencyOf(recordAt(summaries, 'http.response_time') ?? {}),
      timeline: readTimeline(json),
      thresholds: [],
      routes: readRoutes(summaries, endpointCounters),
      samples: readSamples(counters, endpointCounters),
    };
  },
};
