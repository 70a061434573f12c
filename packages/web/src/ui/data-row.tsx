import { ChevronRight } from 'lucide-react';
import { memo, useId, type ReactNode } from 'react';
import { cx } from '../lib/class-names.ts';
import { RowBox } from './row-box.tsx';
import type { Column } from './table-columns.ts';

interface DataRowProps<T> {
  row: T;
  id: string;
  name: string;
  columns: readonly Column<T>[];
  detail: ((row: T) => ReactNode) | undefined;
  open: boolean;
  /** Absent where rows have no box. */
  selected: boolean | undefined;
  entered: boolean;
  inTabOrder: boolean;
  /** The same functions as long as the table is there, or every row is drawn anew. */
  onToggle: (id: string) => void;
  onSelect: (id: string, range: boolean) => void;
}

function Row<T>({ row, id, name, columns, detail, open, selected, ...props }: DataRowProps<T>) {
  return (
    <>
      <tr
        data-row-id={id}
        data-selected={selected || undefined}
        data-entered={props.entered || undefined}
        className="h-(--row) border-t border-line first:border-t-0 hover:bg-sunken has-[[data-row-primary]:focus-visible]:bg-accent/8 data-entered:bg-info-tint data-selected:bg-accent/8"
      >
        {selected !== undefined && (
          <td className="w-7 pl-2 in-data-selected:shadow-[inset_2px_0_var(--color-accent)]">
            <RowBox
              label={`Select ${name}`}
              checked={selected}
              inTabOrder={props.inTabOrder}
              onChange={(range) => props.onSelect(id, range)}
            />
          </td>
        )}
        {detail && (
          <td className="w-9 pl-2">
            <OpenButton
              name={name}
              open={open}
              inTabOrder={props.inTabOrder}
              onClick={() => props.onToggle(id)}
            />
          </td>
        )}
        {columns.map((column, index) => (
          <Cell key={column.id} column={column} row={row} first={index === 0} />
        ))}
      </tr>
      {detail && open && (
        <tr className="border-t border-line bg-sunken">
          <td colSpan={columns.length + (selected === undefined ? 1 : 2)} className="p-4">
            {detail(row)}
          </td>
        </tr>
      )}
    </>
  );
}

/** Of hundreds of rows that are known, one that enters changes none. */
export const DataRow = memo(Row) as typeof Row;

function Cell<T>({ column, row, first }: { column: Column<T>; row: T; first: boolean }) {
  const className = cx(
    'px-3 py-1 first:pl-4 last:pr-4',
    column.align === 'end' && 'text-right tabular-nums',
    column.className,
  );
  return first ? (
    <th scope="row" className={cx(className, 'font-normal')}>
      {column.cell(row)}
    </th>
  ) : (
    <td className={className}>{column.cell(row)}</td>
  );
}

interface OpenButtonProps {
  name: string;
  open: boolean;
  inTabOrder: boolean;
  onClick: () => void;
}

function OpenButton({ name, open, inTabOrder, onClick }: OpenButtonProps) {
  const id = useId();
  return (
    <button
      id={id}
      type="button"
      data-row-primary
      tabIndex={inTabOrder ? 0 : -1}
      aria-expanded={open}
      aria-label={`Details of ${name}`}
      onClick={onClick}
      className="flex size-7 items-center justify-center rounded-control text-muted hover:bg-line hover:text-text coarse:size-11"
    >
      <ChevronRight
        size={16}
        aria-hidden
        className={cx('transition-transform', open && 'rotate-90')}
      />
    </button>
  );
}
