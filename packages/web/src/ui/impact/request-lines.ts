import type { RequestsAround } from '@taffrail/contract';
import type { TimeLine } from '../../charts/prepare/time-series.ts';
import { formatLargeCount, formatLatency, formatRate } from '../../lib/format.ts';

/** What of requests is drawn over time. */
export const requestFigures = ['errors', 'latency', 'requests'] as const;
export type RequestFigure = (typeof requestFigures)[number];

type Series = RequestsAround['series'];
type Value = Exclude<keyof Series[number], 'at'>;

interface Drawn {
  readonly word: string;
  readonly lines: readonly {
    readonly value: Value;
    readonly title: string;
    readonly colour: number;
  }[];
  /** The line that the sentence is about. */
  readonly main: Value;
  readonly format: (value: number) => string;
}

export const drawnFigures = {
  errors: {
    word: 'Error rate',
    lines: [{ value: 'errorRate', title: 'error rate', colour: 2 }],
    main: 'errorRate',
    format: formatRate,
  },
  latency: {
    word: 'Response time',
    lines: [
      { value: 'p50Ms', title: 'p50', colour: 3 },
      { value: 'p95Ms', title: 'p95', colour: 1 },
      { value: 'p99Ms', title: 'p99', colour: 2 },
    ],
    main: 'p95Ms',
    format: formatLatency,
  },
  requests: {
    word: 'Requests',
    lines: [
      { value: 'requests', title: 'requests', colour: 1 },
      { value: 'errors', title: 'failed', colour: 2 },
    ],
    main: 'requests',
    format: formatLargeCount,
  },
} as const satisfies Record<RequestFigure, Drawn>;

export const toRequestLines = (series: Series, figure: RequestFigure): TimeLine[] =>
  drawnFigures[figure].lines.map(({ value, title, colour }) => ({
    id: value,
    title,
    colour,
    values: series.map((moment) => moment[value]),
  }));

const minuteMs = 60_000;

/** What stands beside each other: how it was meanwhile, and before. */
export const requestsAMinute = ({
  requests,
  range,
}: Pick<RequestsAround['during'], 'requests' | 'range'>): number | null => {
  const minutes = (Date.parse(range.to) - Date.parse(range.from)) / minuteMs;
  return minutes > 0 ? requests / minutes : null;
};

/** In what these requests are told apart, where that is coarser than what they are about. */
export const coarseStep = (
  { during, stepSeconds }: Pick<RequestsAround, 'during' | 'stepSeconds'>,
  began: string,
): 'hours' | 'days' | undefined => {
  if (Date.parse(began) - Date.parse(during.range.from) < minuteMs) return undefined;
  return stepSeconds === 86_400 ? 'days' : 'hours';
};

const nameHints = [
  ['latency', /latenc|slow|duration|response.?time|apdex|\bp\d\d/i],
  ['requests', /traffic|throughput|request.?(rate|count|volume)|\brps\b|\bqps\b/i],
] as const satisfies readonly (readonly [RequestFigure, RegExp])[];

/** What an alert is most likely about, by its name: errors, unless it says otherwise. */
export const figureOfName = (name: string): RequestFigure =>
  nameHints.find(([, words]) => words.test(name))?.[0] ?? 'errors';
