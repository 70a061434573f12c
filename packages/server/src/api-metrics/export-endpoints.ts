import type { ApiMetrics, ExportApiMetricsQuery } from '@taffrail/contract';
import { recordAudit, type AuditSource } from '../access/audit.ts';
import { toCsvLine, type CsvCell } from '../platform/http/csv.ts';
import { readApiMetrics, type ApiMetricsContext } from './api-metrics.ts';

type EndpointFigures = ApiMetrics['groups'][number];

const columns: readonly (readonly [name: string, read: (of: EndpointFigures) => CsvCell])[] = [
  ['method', ({ method }) => method],
  ['endpoint', ({ endpoint }) => endpoint],
  ['requests', ({ requests }) => requests],
  ['errors', ({ errors }) => errors],
  ['errorRate', ({ errorRate }) => errorRate],
  ['p50Ms', ({ p50Ms }) => p50Ms],
  ['p95Ms', ({ p95Ms }) => p95Ms],
  ['p99Ms', ({ p99Ms }) => p99Ms],
  ['comparedRequests', ({ compared }) => compared?.requests],
  ['comparedErrors', ({ compared }) => compared?.errors],
  ['comparedP95Ms', ({ compared }) => compared?.p95Ms],
  ['previousRequests', ({ previous }) => previous?.requests],
  ['previousErrors', ({ previous }) => previous?.errors],
  ['previousP95Ms', ({ previous }) => previous?.p95Ms],
];

interface EndpointsFile {
  readonly name: string;
  readonly text: string;
}

/** The audit log has the export before anybody has the file. */
export const exportEndpoints = async (
  context: ApiMetricsContext,
  query: ExportApiMetricsQuery,
  by: AuditSource,
): Promise<EndpointsFile> => {
  const { range, groups } = await readApiMetrics(
    context,
    { ...query, groupBy: ['endpoint', 'method'] },
    Number.POSITIVE_INFINITY,
  );
  await recordAudit(context.db, context.clock, {
    by,
    action: 'api_metrics.exported',
    after: { ...query, ...range, rows: groups.length },
  });
  const lines = groups.map((group) => toCsvLine(columns.map(([, read]) => read(group))));
  return {
    name: `endpoints-${range.from.slice(0, 10)}-to-${range.to.slice(0, 10)}.csv`,
    text: [toCsvLine(columns.map(([name]) => name)), ...lines].join(''),
  };
};
