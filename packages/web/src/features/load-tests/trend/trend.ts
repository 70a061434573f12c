import type { LoadTestRun, LoadTestVerdict } from '@taffrail/contract';

export interface TrendRun {
  readonly id: string;
  readonly at: Date;
  readonly verdict: LoadTestVerdict;
  readonly tailMs: number | null;
  readonly errorRate: number | null;
}

/** What runs may not exceed, as far as one of their thresholds says so. */
export interface TrendLimits {
  readonly tailMs: number | null;
  readonly errorRate: number | null;
}

export interface Trend {
  /** Oldest first. */
  readonly runs: readonly TrendRun[];
  readonly percentile: number;
  readonly limits: TrendLimits;
}

/** `p(95)<500`, `p(95) <= 500`; nothing of what is no upper limit. */
const upperLimit = (condition: string, figure: RegExp): number | null => {
  const [, limit] = /^[^<>=]+<=?\s*(\d+(?:\.\d+)?)$/.exec(condition) ?? [];
  return limit !== undefined && figure.test(condition) ? Number(limit) : null;
};

const limitIn = (run: LoadTestRun, metric: string, figure: RegExp): number | null => {
  for (const { metric: name, condition } of run.thresholds) {
    const limit = name === metric ? upperLimit(condition, figure) : null;
    if (limit !== null) return limit;
  }
  return null;
};

const firstOf = (values: readonly (number | null)[]): number | null =>
  values.find((value) => value !== null) ?? null;

/** Runs of one test, newest first, as a strip: the limits are those of the latest that has some. */
export const toTrend = (newestFirst: readonly LoadTestRun[]): Trend => {
  const percentile = newestFirst.find(({ tail }) => tail !== null)?.tail?.percentile ?? 95;
  const tail = new RegExp(`^p\\(${String(percentile).replace('.', '\\.')}\\)`);
  return {
    percentile,
    runs: newestFirst.toReversed().map((run) => ({
      id: run.id,
      at: new Date(run.createdAt),
      verdict: run.verdict,
      // Only the same percentile can be compared.
      tailMs: run.tail?.percentile === percentile ? run.tail.ms : null,
      errorRate: run.errorRate,
    })),
    limits: {
      tailMs: firstOf(newestFirst.map((run) => limitIn(run, 'http_req_duration', tail))),
      errorRate: firstOf(newestFirst.map((run) => limitIn(run, 'http_req_failed', /^rate/))),
    },
  };
};

/** "P95 between 120 ms and 410 ms, last 180 ms; 2 of 20 runs did not pass." */
export const summarizeTrend = (
  { runs, percentile }: Trend,
  format: (ms: number) => string,
): string => {
  const known = runs.flatMap(({ tailMs }) => tailMs ?? []);
  const last = known.at(-1);
  const failed = runs.filter(({ verdict }) => verdict !== 'passed').length;
  const passes =
    failed === 0 ? `all of ${runs.length} passed` : `${failed} of ${runs.length} did not pass`;
  if (last === undefined) return `No response time is known; ${passes}.`;
  const [lowest, highest] = [format(Math.min(...known)), format(Math.max(...known))];
  if (lowest === highest) return `P${percentile} of ${lowest}; ${passes}.`;
  return `P${percentile} between ${lowest} and ${highest}, last ${format(last)}; ${passes}.`;
};

/** In percent of the height: the highest of values and limit has some air above it. */
export const toHeights = (
  values: readonly (number | null)[],
  limit: number | null,
): { bars: readonly (number | null)[]; limit: number | null } => {
  const top = 1.1 * Math.max(limit ?? 0, ...values.map((value) => value ?? 0));
  const share = (value: number | null): number | null =>
    value === null || top === 0 ? value && 0 : (value / top) * 100;
  return { bars: values.map(share), limit: share(limit) };
};
