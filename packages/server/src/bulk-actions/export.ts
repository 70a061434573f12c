import type { BulkActionRow } from '@taffrail/contract';
import type { Readable } from 'node:stream';
import type { AuditSource } from '../access/audit.ts';
import { streamExport, type ExportPart } from '../access/stream-export.ts';
import { toCsvLine } from '../platform/http/csv.ts';
import type { CsvColumn } from '../platform/http/row-writer.ts';
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

const rowsAtOnce = 1_000;

/** What became of each row, page by page. */
export const exportOutcomes = async (
  context: Pick<AppContext, 'db' | 'clock' | 'log'>,
  { id, by }: { id: string; by: AuditSource },
): Promise<Readable> => {
  const { action } = await getBulkActionRecord(context.db, id);
  async function* parts(): AsyncGenerator<ExportPart> {
    yield { text: toCsvLine(columns.map(([name]) => name)), rows: 0 };
    let after: number | undefined;
    do {
      const rows = await listRows(context.db, { id }, { limit: rowsAtOnce, after });
      const lines = rows.map((row) =>
        toCsvLine(columns.map(([, read]) => read(toBulkActionRow(row)))),
      );
      yield { text: lines.join(''), rows: rows.length };
      after = rows.length === rowsAtOnce ? rows.at(-1)?.position : undefined;
    } while (after !== undefined);
  }
  const asked = { bulkActionId: id, action };
  return streamExport(context, {
    by,
    action: 'bulk_action_rows.exported',
    asked,
    parts: parts(),
  });
};
