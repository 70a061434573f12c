import type { BulkActionRow } from '@taffrail/contract';
import type { Readable } from 'node:stream';
import type { AuditSource } from '../access/audit.ts';
import { exportLines, exportPageRows, toExportPage } from '../access/export-pages.ts';
import { toCsvHeader, toCsvRow, type CsvColumn } from '../platform/http/files/csv.ts';
import type { AppContext } from '../slice.ts';
import { getBulkActionRecord } from './bulk-actions.store.ts';
import { listRows } from './rows.store.ts';
import { toBulkActionRow } from './to-bulk-action.ts';

const columns: readonly CsvColumn<BulkActionRow>[] = [
  ['position', ({ position }) => position + 1],
  ['targetId', ({ targetId }) => targetId],
  ['label', ({ label }) => label],
  ['outcome', ({ state }) => state],
  ['reason', ({ reason }) => reason],
  ['at', ({ at }) => at],
];

/** What became of each row, page by page. */
export const exportOutcomes = async (
  context: Pick<AppContext, 'db' | 'clock' | 'log'>,
  { id, by }: { id: string; by: AuditSource },
): Promise<Readable> => {
  const { action } = await getBulkActionRecord(context.db, id);
  return exportLines(context, {
    by,
    action: 'bulk_action_rows.exported',
    asked: { bulkActionId: id, action },
    header: toCsvHeader(columns),
    toLine: (row) => toCsvRow(columns, toBulkActionRow(row)),
    readFrom: async (after: number | undefined) =>
      toExportPage(
        await listRows(context.db, { id }, { limit: exportPageRows, after }),
        ({ position }) => position,
      ),
  });
};
