import { DataCards } from './data-cards.tsx';
import type { DataTableProps } from './data-table-props.ts';
import { DataRows } from './data-rows.tsx';
import { useNarrow } from './use-media.ts';

/**
 * A real table: sticky heading, one row in the tab order, j/k and arrows between rows, Enter to
 * open. On narrow screens the rows are cards.
 */
export function DataTable<T>(props: DataTableProps<T>) {
  return useNarrow() ? <DataCards {...props} /> : <DataRows {...props} />;
}
