import type { ApiMetrics, ExportApiMetricsQuery } from '@taffrail/contract';
import { recordAudit, type AuditSource } from '../access/audit.ts';
import { toCsvHeader, toCsvRows, type CsvColumn } from '../platform/http/files/csv.ts';
import type { TextFile } from '../platform/http/files/send-file.ts';
import { readApiMetrics, type ApiMetricsContext } from './api-metrics.ts';

type EndpointFigures = ApiMetrics['groups'][number];

const columns: readonly CsvColumn<EndpointFigures>[] = [
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

/** The audit log has the export before anybody has the file. */
export const exportEndpoints = async (
  context: ApiMetricsContext,
  query: ExportApiMetricsQuery,
  by: AuditSource,
): Promise<TextFile> => {
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
  return {
    name: `endpoints-${range.from.slice(0, 10)}-to-${range.to.slice(0, 10)}.csv`,
    text: toCsvHeader(columns) + toCsvRows(columns, groups),
  };
};
