import type { ReactNode } from 'react';

/** One column of a table, as its page declares it. */
export interface Column<T> {
  readonly id: string;
  readonly title: string;
  readonly cell: (row: T) => ReactNode;
  /** On narrow screens: 1 is the card's title, 2 its lines, 3 is behind "Details". */
  readonly priority: 1 | 2 | 3;
  readonly align?: 'end';
  /** Of the cells: a width, a wrap. */
  readonly className?: string;
  /** Not shown until the operator asks for it. */
  readonly hidden?: boolean;
  /** Cannot be hidden. */
  readonly fixed?: boolean;
  /** The server's name of this order, where it has an index for it. */
  readonly sort?: string;
}

/** The columns in the operator's order; the page's own choice where there is none. */
export const visibleColumns = <T>(
  columns: readonly Column<T>[],
  chosen: readonly string[] | undefined,
): Column<T>[] => {
  if (!chosen) return columns.filter((column) => !column.hidden);
  const known = chosen.flatMap((id) => columns.find((column) => column.id === id) ?? []);
  const missing = columns.filter((column) => column.fixed && !known.includes(column));
  return [...missing, ...known];
};

/** Shows a hidden column, at the end, or hides a shown one. */
export const toggleColumn = (shown: readonly string[], id: string): string[] =>
  shown.includes(id) ? shown.filter((other) => other !== id) : [...shown, id];

/** One place to the left or right; at the edge it stays. */
export const moveColumn = (shown: readonly string[], id: string, by: -1 | 1): string[] => {
  const from = shown.indexOf(id);
  const to = from + by;
  if (from === -1 || to < 0 || to >= shown.length) return [...shown];
  return shown.with(from, shown[to] ?? id).with(to, id);
};

/** `-createdAt` → `createdAt`, descending. */
export const readSort = (sort: string): { field: string; descending: boolean } =>
  sort.startsWith('-')
    ? { field: sort.slice(1), descending: true }
    : { field: sort, descending: false };
