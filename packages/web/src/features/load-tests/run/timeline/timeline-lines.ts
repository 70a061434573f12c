import type { LoadTestTimeline } from '@taffrail/contract';
import type { TimeLine } from '../../../../charts/prepare/time-series.ts';
import { formatCount, formatLatency } from '../../../../lib/format.ts';

/** `240`, `3.4`, `0.05`: of a second there may be less than one. */
const formatPerSecond = (rate: number): string =>
  `${rate >= 10 ? formatCount(rate) : Number(rate.toPrecision(2))}/s`;

const kinds = [
  { id: 'virtualUsers', title: 'Virtual users', colour: 4, format: formatCount },
  { id: 'requestsPerSecond', title: 'Requests', colour: 1, format: formatPerSecond },
  { id: 'p95Ms', title: 'p95', colour: 3, format: formatLatency },
  { id: 'failedPerSecond', title: 'Errors', colour: 2, format: formatPerSecond },
] as const;

export interface TimelineLines {
  readonly lines: readonly TimeLine[];
  /** What the report tells of the whole run only. */
  readonly untold: readonly string[];
}

/** A line for each figure that is told, on a scale of its own: they have no unit in common. */
export const toTimelineLines = (timeline: LoadTestTimeline): TimelineLines => {
  const told = kinds.filter(({ id }) => timeline[id].some((value) => value !== null));
  return {
    lines: told.map(({ id, title, colour, format }) => {
      const values = timeline[id];
      return {
        id,
        title,
        colour,
        values,
        own: { format, top: Math.max(0, ...values.map(Number)) },
      };
    }),
    untold: kinds.filter((kind) => !told.includes(kind)).map(({ title }) => title),
  };
};

/** When each step began. */
export const momentsOf = ({ stepSeconds, virtualUsers }: LoadTestTimeline, from: Date): string[] =>
  virtualUsers.map((_, index) =>
    new Date(from.getTime() + index * stepSeconds * 1_000).toISOString(),
  );

/** When the last step was over. */
export const endOf = ({ stepSeconds, virtualUsers }: LoadTestTimeline, from: Date): string =>
  new Date(from.getTime() + virtualUsers.length * stepSeconds * 1_000).toISOString();
