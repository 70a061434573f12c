import type { Finding } from '../source/finding.ts';

/** The cells of every table row of a document, without headers and rules. */
export const tableRows = (document: string): string[][] => {
  const lines = document.split('\n');
  return lines.flatMap((line, index) => {
    const isRow = /^\|.*\|\s*$/.test(line);
    const isRule = /^\|[\s:|-]+\|\s*$/.test(line);
    const isHeader = /^\|[\s:|-]+\|\s*$/.test(lines[index + 1] ?? '');
    if (!isRow || isRule || isHeader) return [];
    return [
      line
        .trim()
        .slice(1, -1)
        .split(/(?<!\\)\|/)
        .map((cell) => cell.trim()),
    ];
  });
};

interface Comparison {
  readonly document: string;
  readonly text: string;
  readonly source: string;
  /** First column, without its backquotes, to the columns after it that must agree. */
  readonly rows: ReadonlyMap<string, readonly string[]>;
}

/** Compares the rows of a document whose first cell is `` `code` `` with those of the sources. */
export const compareTable = ({ document, text, source, rows }: Comparison): Finding[] => {
  const documented = new Map(
    tableRows(text).flatMap(([first = '', ...cells]) => {
      const name = /^`([^`]+)`$/.exec(first)?.[1];
      return name === undefined ? [] : [[name, cells] as const];
    }),
  );
  const finding = (problem: string, fix: string): Finding => ({
    file: document,
    rule: 'references',
    problem,
    fix,
  });
  const missing = [...rows].flatMap(([name, expected]) => {
    const cells = documented.get(name);
    if (!cells) {
      const row = `| \`${name}\` | ${expected.join(' | ')} |`;
      return finding(`${name} of ${source} is not documented`, `add a row ${row}`);
    }
    return expected.some((cell, index) => cell !== cells[index])
      ? finding(`${name} differs from ${source}`, `write ${expected.join(' | ')}`)
      : [];
  });
  const stale = [...documented.keys()].flatMap((name) =>
    rows.has(name) ? [] : finding(`${name} is not in ${source}`, 'delete the row'),
  );
  return [...missing, ...stale];
};
