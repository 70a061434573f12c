import { createLocalTime } from '../../time/local-time.ts';
import { raise } from '../api-error.ts';
import { toCsvLine, type CsvColumn } from './csv.ts';

/** Rows of a log as text: what comes first, and what each becomes. */
export interface RowWriter<T> {
  readonly header: string;
  readonly toLine: (row: T) => string;
}

export interface Dated {
  readonly createdAt: string;
}

/** @param toLocal gives a second column with the time as a reader's clock shows it. */
export const createCsvWriter = <T extends Dated>(
  columns: readonly CsvColumn<T>[],
  toLocal?: (at: Date) => string,
): RowWriter<T> => ({
  header: toCsvLine([
    'createdAt',
    ...(toLocal ? ['createdAtLocal'] : []),
    ...columns.map(([name]) => name),
  ]),
  toLine: (row) =>
    toCsvLine([
      row.createdAt,
      ...(toLocal ? [toLocal(new Date(row.createdAt))] : []),
      ...columns.map(([, read]) => read(row)),
    ]),
});

export interface ExportFormat {
  readonly format: 'csv' | 'ndjson';
  /** Of the local times in the CSV. */
  readonly timeZone: string | undefined;
}

/** @throws `invalid_request` of a zone that does not exist */
export const createRowWriter = <T extends Dated>(
  columns: readonly CsvColumn<T>[],
  { format, timeZone }: ExportFormat,
): RowWriter<T> => {
  if (format === 'ndjson') return { header: '', toLine: (row) => `${JSON.stringify(row)}\n` };
  if (timeZone === undefined) return createCsvWriter(columns);
  const toLocal = createLocalTime(timeZone);
  if (toLocal) return createCsvWriter(columns, toLocal);
  const fields = [{ field: 'timeZone', message: 'must be the IANA name of a time zone' }];
  return raise('invalid_request', { details: { in: 'querystring', fields } });
};

export const contentTypes = {
  csv: 'text/csv; charset=utf-8; header=present',
  ndjson: 'application/x-ndjson; charset=utf-8',
} as const;
