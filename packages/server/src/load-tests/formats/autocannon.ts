import type { Report, ReportedSample } from '../report.ts';
import { bareFailure } from './bare-failure.ts';
import {
  countAt,
  isRecord,
  numberAt,
  recordAt,
  textAt,
  toMoment,
  type ForeignRecord,
} from './foreign.ts';
import type { LoadTestFormat } from './load-test-format.ts';

const isResult = (json: unknown): json is ForeignRecord => {
  if (!isRecord(json)) return false;
  const [requests, latency] = [recordAt(json, 'requests'), recordAt(json, 'latency')];
  return (
    requests !== undefined &&
    latency !== undefined &&
    numberAt(json, 'connections') !== null &&
    numberAt(requests, 'total') !== null
  );
};

const pathOf = (url: string): string => URL.parse(url)?.pathname ?? url;

/** It keeps 97.5 and no 95; what there was nothing to measure of it writes as 0. */
const readLatency = (latency: ForeignRecord, answered: number) => {
  if (answered === 0) return { averageMs: null, tail: null };
  const ms = numberAt(latency, 'p97_5');
  return {
    averageMs: numberAt(latency, 'average', 'mean'),
    tail: ms === null ? null : { percentile: 97.5, ms },
  };
};

/** Counts are numbers, or texts in older versions. */
const readCodes = (result: ForeignRecord): [number, number][] =>
  Object.entries(recordAt(result, 'statusCodeStats') ?? {}).flatMap(([code, stats]) => {
    const count = isRecord(stats) ? countAt(stats, 'count') : null;
    return count !== null && count > 0 && Number(code) >= 400 ? [[Number(code), count]] : [];
  });

const readSamples = (result: ForeignRecord, endpoint: string): ReportedSample[] => {
  const timeouts = countAt(result, 'timeouts') ?? 0;
  const errors = Math.max((countAt(result, 'errors') ?? 0) - timeouts, 0);
  return [
    ...readCodes(result).map(([statusCode, count]) => bareFailure(endpoint, { statusCode }, count)),
    ...(timeouts > 0 ? [bareFailure(endpoint, { error: 'timeout' }, timeouts)] : []),
    ...(errors > 0 ? [bareFailure(endpoint, { error: 'connection error' }, errors)] : []),
  ];
};

/** What `autocannon --json` writes: of one address, without thresholds. */
export const autocannon: LoadTestFormat = {
  looksFor: 'the JSON of autocannon (connections, requests, latency)',
  recognises: ({ json }) => isResult(json),
  read: ({ json }): Report => {
    const result = isResult(json) ? json : {};
    const url = textAt(result, 'url');
    const answered = countAt(recordAt(result, 'requests') ?? {}, 'total') ?? 0;
    // Timeouts are among the errors.
    const errors = countAt(result, 'errors') ?? 0;
    const refused = (countAt(result, '4xx') ?? 0) + (countAt(result, '5xx') ?? 0);
    const figures = {
      requests: answered + errors,
      failed: errors + refused,
      ...readLatency(recordAt(result, 'latency') ?? {}, answered),
    };
    const seconds = numberAt(result, 'duration');
    const connections = countAt(result, 'connections');
    const endpoint = url === null ? '(all)' : pathOf(url);
    return {
      tool: 'autocannon',
      name: textAt(result, 'title'),
      startedAt: toMoment(result['start']),
      endedAt: toMoment(result['finish']),
      durationMs: seconds === null ? null : seconds * 1_000,
      virtualUsers: connections === null ? null : { count: connections, counted: 'concurrent' },
      ...figures,
      timeline: null,
      thresholds: [],
      routes: [{ method: null, endpoint, ...figures }],
      samples: readSamples(result, endpoint),
    };
  },
};
