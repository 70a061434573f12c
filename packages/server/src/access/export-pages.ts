import type { Readable } from 'node:stream';
import {
  createRowWriter,
  type CsvColumn,
  type Dated,
  type ExportFormat,
} from '../platform/http/row-writer.ts';
import {
  streamExport,
  type ExportContext,
  type ExportPart,
  type StreamedExport,
} from './stream-export.ts';

/** Rows of a page: what is held in memory at a time. */
export const exportPageRows = 500;

/** Rows as a list has them, and where those behind them begin. */
export interface ExportPage<Row, Place> {
  readonly rows: readonly Row[];
  readonly next: Place | undefined;
}

/** Of a list that gives rows alone: a page that is not full is the last. */
export const toExportPage = <Row, Place>(
  rows: readonly Row[],
  toPlace: (last: Row) => Place,
): ExportPage<Row, Place> => {
  const last = rows.at(-1);
  return { rows, next: last && rows.length >= exportPageRows ? toPlace(last) : undefined };
};

export interface PagedExport<Row, Item, Place>
  extends ExportFormat, Pick<StreamedExport, 'by' | 'action'> {
  readonly filter: unknown;
  readonly columns: readonly CsvColumn<Item>[];
  readonly readFrom: (after: Place | undefined) => Promise<ExportPage<Row, Place>>;
  readonly toItem: (row: Row) => Item;
}

/**
 * All that a filter gives, as text, page after page as its list has them: no transaction stays
 * open, so an export of hours holds up neither vacuum nor the dropping of partitions. The first page
 * is read before anything is sent, so that what can fail fails with an answer.
 */
export const exportPages = async <Row, Item extends Dated, Place>(
  context: ExportContext,
  {
    by,
    action,
    filter,
    columns,
    readFrom,
    toItem,
    format,
    timeZone,
  }: PagedExport<Row, Item, Place>,
): Promise<Readable> => {
  const writer = createRowWriter(columns, { format, timeZone });
  const first = await readFrom(undefined);

  async function* parts(): AsyncGenerator<ExportPart> {
    yield { text: writer.header, rows: 0 };
    for (let page = first; ;) {
      const lines = page.rows.map((row) => writer.toLine(toItem(row)));
      yield { text: lines.join(''), rows: lines.length };
      if (page.next === undefined) return;
      page = await readFrom(page.next);
    }
  }
  return streamExport(context, { by, action, asked: { format, filter }, parts: parts() });
};
