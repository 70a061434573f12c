import { alignValues, type TimeLine } from '../../../charts/prepare/time-series.ts';

/** Of requests and of probes alike. */
export interface Latency {
  readonly p50Ms: number | null;
  readonly p95Ms: number | null;
  readonly p99Ms: number | null;
}

interface Moment extends Latency {
  readonly at: string;
}

export interface LatencySeries {
  readonly series: readonly Moment[];
  readonly range: { readonly from: string };
}

const percentiles = [
  { id: 'p50Ms', title: 'p50', colour: 3 },
  { id: 'p95Ms', title: 'p95', colour: 1 },
  { id: 'p99Ms', title: 'p99', colour: 2 },
] as const;

/** The line that sentences are about. */
export const mainLine = 'p95Ms';

/** The percentiles over time, and those of the period before at the same places. */
export const toLatencyLines = (
  current: LatencySeries,
  before: LatencySeries | undefined,
  stepSeconds: number,
): TimeLine[] => {
  const moments = current.series.map(({ at }) => at);
  const shiftMs = before ? Date.parse(current.range.from) - Date.parse(before.range.from) : 0;
  return percentiles.map(({ id, title, colour }) => ({
    id,
    title,
    colour,
    values: current.series.map((moment) => moment[id]),
    previous:
      before &&
      alignValues(
        moments,
        before.series.map((moment) => ({ at: moment.at, value: moment[id] })),
        shiftMs,
        stepSeconds,
      ),
  }));
};
