import type { Budget } from '@taffrail/contract';
import { recordAudit, type AuditSource } from '../access/audit.ts';
import { toCsvHeader, toCsvRows, type CsvColumn } from '../platform/http/files/csv.ts';
import type { TextFile } from '../platform/http/files/send-file.ts';
import type { AppContext } from '../slice.ts';
import { readBudgets } from './budgets.ts';

const columns: readonly CsvColumn<Budget>[] = [
  ['scope', ({ scope }) => scope],
  ['organizationId', ({ organization }) => organization?.id ?? null],
  ['externalId', ({ organization }) => organization?.externalId ?? null],
  ['organization', ({ organization }) => organization?.name ?? null],
  ['route', ({ route }) => route],
  ['period', ({ period }) => period],
  ['from', ({ from }) => from],
  ['to', ({ to }) => to],
  ['spentUsd', ({ spentUsd }) => spentUsd],
  ['softUsd', ({ softUsd }) => softUsd],
  ['hardUsd', ({ hardUsd }) => hardUsd],
  ['state', ({ state }) => state],
  ['paceUsd', ({ paceUsd }) => paceUsd],
  ['unpricedJobs', ({ unpricedJobs }) => unpricedJobs],
  ['onUnknown', ({ onUnknown }) => onUnknown],
];

/** All of them: there are 200 at most. The audit log has the export before anybody has the file. */
export const exportBudgets = async (
  context: Pick<AppContext, 'db' | 'clock' | 'reportingTimeZone'>,
  by: AuditSource,
): Promise<TextFile> => {
  const { items, asOf } = await readBudgets(context);
  await recordAudit(context.db, context.clock, {
    by,
    action: 'budgets.exported',
    after: { rows: items.length },
  });
  return {
    name: `budgets-${asOf.slice(0, 10)}.csv`,
    text: toCsvHeader(columns) + toCsvRows(columns, items),
  };
};
