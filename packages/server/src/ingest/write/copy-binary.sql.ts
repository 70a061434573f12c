import type pg from 'pg';
import { copyIn } from '../../platform/db/copy-in.ts';

/** Signature, no flags, no extension. */
const header = Buffer.from('PGCOPY\n\u00ff\r\n\0\0\0\0\0\0\0\0\0', 'latin1');
const trailer = Buffer.from([0xff, 0xff]);

/** Rows as `CopyWriter` encodes them, of one or several batches. Answers how many. */
export const copyBinary = (
  client: pg.ClientBase,
  table: string,
  columns: readonly string[],
  encoded: readonly Buffer[],
): Promise<number> =>
  copyIn(client, `copy ${table} (${columns.join(', ')}) from stdin (format binary)`, [
    header,
    ...encoded,
    trailer,
  ]);
