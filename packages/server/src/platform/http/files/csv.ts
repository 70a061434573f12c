export type CsvCell = string | number | null | undefined;

/** What a spreadsheet would take for a formula is text with an apostrophe before it. */
const toText = (value: string): string => (/^[=+\-@\t\r]/.test(value) ? `'${value}` : value);

/** RFC 4180, 2: quoted where it holds a separator, quotes doubled. */
const toCell = (value: CsvCell): string => {
  const text = typeof value === 'number' ? String(value) : toText(value ?? '');
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

export const toCsvLine = (cells: readonly CsvCell[]): string =>
  `${cells.map(toCell).join(',')}\r\n`;

export type CsvColumn<T> = readonly [name: string, read: (row: T) => CsvCell];

export const toCsvHeader = (columns: readonly CsvColumn<never>[]): string =>
  toCsvLine(columns.map(([name]) => name));

export const toCsvRow = <T>(columns: readonly CsvColumn<T>[], row: T): string =>
  toCsvLine(columns.map(([, read]) => read(row)));

export const toCsvRows = <T>(columns: readonly CsvColumn<T>[], rows: readonly T[]): string =>
  rows.map((row) => toCsvRow(columns, row)).join('');
