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
