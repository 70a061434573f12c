import type { ApiMetrics } from '@taffrail/contract';
import { z } from 'zod';
import { readSort } from '../../../ui/table-columns.ts';

export type EndpointFigures = ApiMetrics['groups'][number];

const fields = ['endpoint', 'requests', 'errors', 'errorRate', 'p50Ms', 'p95Ms', 'p99Ms'] as const;
type Field = (typeof fields)[number];

/** A field, with a minus for the highest first. */
export const EndpointSort = z.enum(fields.flatMap((field) => [field, `-${field}`] as const));
export type EndpointSort = z.infer<typeof EndpointSort>;

const isField = (text: string): text is Field => fields.some((field) => field === text);

const nameOf = ({ endpoint, method }: EndpointFigures): string => `${endpoint} ${method}`;

/** Those of which nothing is known come last either way; those alike, by requests and by name. */
export const sortEndpoints = (
  endpoints: readonly EndpointFigures[],
  sort: EndpointSort,
): EndpointFigures[] => {
  const { field, descending } = readSort(sort);
  const sign = descending ? -1 : 1;
  const byField = (one: EndpointFigures, other: EndpointFigures): number => {
    if (!isField(field) || field === 'endpoint')
      return sign * nameOf(one).localeCompare(nameOf(other), 'en');
    const [a, b] = [one[field], other[field]];
    if (a === null || b === null) return Number(a === null) - Number(b === null);
    return sign * (a - b);
  };
  return endpoints.toSorted(
    (one, other) =>
      byField(one, other) ||
      other.requests - one.requests ||
      nameOf(one).localeCompare(nameOf(other), 'en'),
  );
};
