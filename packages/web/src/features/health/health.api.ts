import {
  exportApiMetrics,
  getApiMetrics,
  getDatabaseLatency,
  type ApiMetrics,
  type RangeComparison,
} from '@taffrail/contract';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, urlOf } from '../../lib/api.ts';
import { resolveRange, type Span } from '../../lib/time/time-range.ts';
import { periodBefore } from './period-before.ts';

/** A range as the address has it: which moments it is, is decided anew with each asking. */
export interface Asked {
  readonly range: string;
  readonly timeZone: string;
}

const hourMs = 3_600_000;

const spanOf = ({ range, timeZone }: Asked): Span => {
  const now = new Date();
  // A range that is one only in some zones: across a change of the clocks.
  return resolveRange(range, now, timeZone) ?? { from: new Date(now.getTime() - hourMs), to: now };
};

const toQuery = (asked: Asked) => {
  const { from, to } = spanOf(asked);
  const { compare } = periodBefore(asked, to);
  return { from: from.toISOString(), to: to.toISOString(), compare };
};

export interface RequestsOfRange {
  readonly current: ApiMetrics;
  /** Of the period that it is compared with, where there is one: its series. */
  readonly before: Pick<ApiMetrics, 'series' | 'range'> | undefined;
}

interface Endpoint {
  readonly method: string;
  readonly endpoint: string;
}

/** The period before is the one that the answer names: which days those are, the server knows. */
const readRequests = async (
  asked: Asked,
  signal: AbortSignal,
  of: Partial<Endpoint>,
  groupBy: ('endpoint' | 'method' | 'statusClass')[],
): Promise<RequestsOfRange> => {
  const current = await api(
    getApiMetrics,
    { query: { ...of, ...toQuery(asked), groupBy } },
    { signal },
  );
  const { previousRange } = current;
  if (!previousRange) return { current, before: undefined };
  const query = {
    ...of,
    ...previousRange,
    groupBy: ['statusClass' as const],
    compare: 'none' as const,
  };
  return { current, before: await api(getApiMetrics, { query }, { signal }) };
};

/** Every endpoint of the range that an answer is of, as a file. */
export const exportUrl = ({ range }: Pick<ApiMetrics, 'range'>, compare: RangeComparison): string =>
  urlOf(exportApiMetrics, { query: { ...range, compare } });

/** Old figures stay while those of another range are asked for. */
const kept = { placeholderData: keepPreviousData } as const;

export const requestsQuery = (asked: Asked) =>
  queryOptions({
    queryKey: ['health', 'requests', asked],
    queryFn: ({ signal }) => readRequests(asked, signal, {}, ['endpoint', 'method']),
    ...kept,
  });

export const endpointQuery = (asked: Asked, { method, endpoint }: Endpoint) =>
  queryOptions({
    queryKey: ['health', 'endpoint', method, endpoint, asked],
    queryFn: ({ signal }) => readRequests(asked, signal, { method, endpoint }, ['statusClass']),
    ...kept,
  });

export const databasesQuery = (asked: Asked) =>
  queryOptions({
    queryKey: ['health', 'databases', asked],
    queryFn: ({ signal }) => api(getDatabaseLatency, { query: toQuery(asked) }, { signal }),
    ...kept,
  });

/** Requests that are known at all: as far back as there are hours of them. */
export const everRequestsQuery = (enabled: boolean) =>
  queryOptions({
    queryKey: ['health', 'requests', 'ever'],
    queryFn: async ({ signal }) => {
      const query = {
        ...toQuery({ range: '90d', timeZone: 'UTC' }),
        groupBy: ['statusClass' as const],
        compare: 'none' as const,
      };
      return (await api(getApiMetrics, { query }, { signal })).totals.requests;
    },
    enabled,
  });
