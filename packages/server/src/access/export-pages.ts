import type { Readable } from 'node:stream';
import type { CsvColumn } from '../platform/http/files/csv.ts';
import {
  createRowWriter,
  type Dated,
  type ExportFormat,
} from '../platform/http/files/row-writer.ts';
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

type Audited = Pick<StreamedExport, 'by' | 'action'>;
type ReadFrom<Row, Place> = (after: Place | undefined) => Promise<ExportPage<Row, Place>>;

export interface LinesExport<Row, Place> extends Audited, Pick<StreamedExport, 'asked'> {
  readonly header: string;
  readonly toLine: (row: Row) => string;
  readonly readFrom: ReadFrom<Row, Place>;
}

/**
 * All rows of a list as text, page after page: no transaction stays open, so an export of hours
 * holds up neither vacuum nor the dropping of partitions. The first page is read before anything is
 * sent, so that what can fail fails with an answer.
 */
export const exportLines = async <Row, Place>(
  context: ExportContext,
  { header, toLine, readFrom, ...audited }: LinesExport<Row, Place>,
): Promise<Readable> => {
  const first = await readFrom(undefined);

  async function* parts(): AsyncGenerator<ExportPart> {
    yield { text: header, rows: 0 };
    for (let page = first; ;) {
      yield { text: page.rows.map(toLine).join(''), rows: page.rows.length };
      if (page.next === undefined) return;
      page = await readFrom(page.next);
    }
  }
  return streamExport(context, { ...audited, parts: parts() });
};

export interface PagedExport<Row, Item, Place> extends ExportFormat, Audited {
  readonly filter: unknown;
  readonly columns: readonly CsvColumn<Item>[];
  readonly readFrom: ReadFrom<Row, Place>;
  readonly toItem: (row: Row) => Item;
}

/** The same of what has a time, in the format and with the local times that were asked for. */
export const exportPages = async <Row, Item extends Dated, Place>(
  context: ExportContext,
  { filter, columns, toItem, format, timeZone, ...paged }: PagedExport<Row, Item, Place>,
): Promise<Readable> => {
  const { header, toLine } = createRowWriter(columns, { format, timeZone });
  return exportLines(context, {
    ...paged,
    asked: { format, filter },
    header,
    toLine: (row) => toLine(toItem(row)),
  });
};
