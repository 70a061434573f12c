import { providerIdOf, type ComparedProvider, type ProvidersQuery } from '@taffrail/contract';
import { recordAudit, type AuditSource } from '../access/audit.ts';
import { toCsvHeader, toCsvRows, type CsvColumn } from '../platform/http/files/csv.ts';
import type { TextFile } from '../platform/http/files/send-file.ts';
import { readProviders, type ProvidersContext } from './reading/read-providers.ts';

const columns: readonly CsvColumn<ComparedProvider>[] = [
  ['provider', ({ subject }) => subject.provider],
  ['model', ({ subject }) => subject.model],
  ['route', ({ subject }) => subject.route],
  ['jobs', ({ figures }) => figures.jobs],
  ['share', ({ figures }) => figures.share],
  ['costUsd', ({ figures }) => figures.costUsd],
  ['costPer1000Jobs', ({ figures }) => figures.costPer1000Jobs],
  ['costPerMillionTokens', ({ figures }) => figures.costPerMillionTokens],
  ['unpricedJobs', ({ figures }) => figures.unpricedJobs],
  ['unpricedTokens', ({ figures }) => figures.unpricedTokens],
  ['inputTokens', ({ figures }) => figures.inputTokens],
  ['outputTokens', ({ figures }) => figures.outputTokens],
  ['p50Ms', ({ figures }) => figures.p50Ms],
  ['p95Ms', ({ figures }) => figures.p95Ms],
  ['firstTokenMs', ({ figures }) => figures.firstTokenMs],
  ['streamedJobs', ({ figures }) => figures.streamedJobs],
  ['tokensPerSecond', ({ figures }) => figures.tokensPerSecond],
  ['failedJobs', ({ figures }) => figures.failedJobs],
  ['errorRate', ({ figures }) => figures.errorRate],
  [
    'errors',
    ({ errors }) => errors.map(({ type, jobs }) => `${type ?? 'unknown'}: ${jobs}`).join('; '),
  ],
  ['accuracy', ({ figures }) => figures.accuracy],
  ['scoredJobs', ({ figures }) => figures.scoredJobs],
];

/** The audit log has the export before anybody has the file. */
export const exportProviders = async (
  context: ProvidersContext,
  { vs, ...query }: ProvidersQuery & { readonly vs?: readonly string[] | undefined },
  by: AuditSource,
): Promise<TextFile> => {
  const { range, group, items: all } = await readProviders(context, query);
  const items = vs ? all.filter(({ subject }) => vs.includes(providerIdOf(subject))) : all;
  await recordAudit(context.db, context.clock, {
    by,
    action: 'providers.exported',
    after: { ...query, ...(vs && { vs }), rows: items.length },
  });
  return {
    name: `${group}s-${range.from}-to-${range.to}.csv`,
    text: toCsvHeader(columns) + toCsvRows(columns, items),
  };
};
