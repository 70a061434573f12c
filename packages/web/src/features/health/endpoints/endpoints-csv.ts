import { readSort } from '../../../ui/table-columns.ts';
import type { EndpointFigures } from './sort-endpoints.ts';

type Cell = string | number | null | undefined;

/** What a spreadsheet would take for a formula is text with an apostrophe before it. */
const toCell = (value: Cell): string => {
  const text = String(value ?? '');
  const safe = typeof value === 'string' && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};

const columns: readonly (readonly [name: string, read: (of: EndpointFigures) => Cell])[] = [
  ['method', ({ method }) => method],
  ['endpoint', ({ endpoint }) => endpoint],
  ['requests', ({ requests }) => requests],
  ['errors', ({ errors }) => errors],
  ['errorRate', ({ errorRate }) => errorRate],
  ['p50Ms', ({ p50Ms }) => p50Ms],
  ['p95Ms', ({ p95Ms }) => p95Ms],
  ['p99Ms', ({ p99Ms }) => p99Ms],
  ['previousRequests', ({ previous }) => previous?.requests],
  ['previousErrors', ({ previous }) => previous?.errors],
  ['previousP95Ms', ({ previous }) => previous?.p95Ms],
];

/** The table as a file, in its order; RFC 4180. */
export const toEndpointsCsv = (endpoints: readonly EndpointFigures[]): string =>
  [
    columns.map(([name]) => name),
    ...endpoints.map((endpoint) => columns.map(([, read]) => toCell(read(endpoint)))),
  ]
    .map((cells) => `${cells.join(',')}\r\n`)
    .join('');

/** `endpoints-2026-11-14-to-2026-11-21-by-p95Ms.csv`. */
export const csvFileName = (range: { from: string; to: string }, sort: string): string =>
  `endpoints-${range.from.slice(0, 10)}-to-${range.to.slice(0, 10)}-by-${readSort(sort).field}.csv`;
