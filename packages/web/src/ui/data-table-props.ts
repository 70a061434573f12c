import type { ReactNode } from 'react';
import type { Column } from './table-columns.ts';
import type { RowSelection } from './use-row-selection.ts';

export interface DataTableProps<T> {
  /** For screen readers: what the rows are. */
  caption: string;
  /** Those in view, in order (`visibleColumns`). */
  columns: readonly Column<T>[];
  rows: readonly T[];
  rowId: (row: T) => string;
  /** Names a row in its buttons: "lead.created by Ada". */
  rowName: (row: T) => string;
  /** `-createdAt`, and what a click on a heading asks for. */
  sort?: string | undefined;
  onSort?: ((sort: string) => void) | undefined;
  /** What a row shows when it is opened; adds the arrow button and Enter. */
  detail?: ((row: T) => ReactNode) | undefined;
  openIds?: ReadonlySet<string>;
  onToggle?: (id: string) => void;
  /** Those that have just come into view: marked as long as they are among these. */
  enteredIds?: ReadonlySet<string>;
  /** Adds a box to each row (`useRowSelection`). */
  selection?: RowSelection<T> | undefined;
}
