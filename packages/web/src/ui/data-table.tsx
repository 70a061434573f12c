import { ChevronRight } from 'lucide-react';
import { Fragment, useId, type ReactNode } from 'react';
import { cx } from '../lib/class-names.ts';
import { DataCards } from './data-cards.tsx';
import { RowBox, useSelectionKeys } from './row-box.tsx';
import type { Column } from './table-columns.ts';
import { TableHead } from './table-head.tsx';
import { useNarrow } from './use-media.ts';
import { useOverflow } from './use-overflow.ts';
import { useRowFocus } from './use-row-focus.ts';
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
  /** Adds a box to each row (`useRowSelection`); cards have none. */
  selection?: RowSelection<T> | undefined;
}

/**
 * A real table: sticky heading, one row in the tab order, j/k and arrows between rows, Enter to
 * open. On narrow screens the rows are cards.
 */
export function DataTable<T>(props: DataTableProps<T>) {
  return useNarrow() ? <DataCards {...props} /> : <WideTable {...props} />;
}

const noIds: ReadonlySet<string> = new Set();

function WideTable<T>(props: DataTableProps<T>) {
  const { caption, columns, rows, rowId, rowName, detail, openIds = noIds, onToggle } = props;
  const { selection } = props;
  const ids = rows.map(rowId);
  const [list, activeId] = useRowFocus<HTMLTableSectionElement>(ids);
  const [region, overflows] = useOverflow<HTMLDivElement>();
  useSelectionKeys(selection);
  return (
    <div
      ref={region}
      // A region with a tab stop only while it scrolls, so that keys reach it then.
      {...(overflows && {
        role: 'region',
        'aria-label': `${caption}, scrollable`,
        tabIndex: 0,
        className: 'overflow-x-auto',
      })}
    >
      <table className="w-full border-collapse text-left text-compact">
        <caption className="sr-only">{caption}</caption>
        <TableHead
          columns={columns}
          sort={props.sort}
          onSort={props.onSort}
          openable={detail !== undefined}
          selectable={selection !== undefined}
          sticky={!overflows}
        />
        <tbody ref={list}>
          {rows.map((row) => {
            const id = rowId(row);
            const open = openIds.has(id);
            return (
              <Fragment key={id}>
                <tr
                  data-row-id={id}
                  data-selected={selection?.ids.has(id) || undefined}
                  className="h-(--row) border-t border-line first:border-t-0 hover:bg-sunken has-[[data-row-primary]:focus-visible]:bg-accent/8 data-selected:bg-accent/8"
                >
                  {selection && (
                    <td className="w-7 pl-2 in-data-selected:shadow-[inset_2px_0_var(--color-accent)]">
                      <RowBox
                        label={`Select ${rowName(row)}`}
                        checked={selection.ids.has(id)}
                        inTabOrder={activeId === id}
                        onChange={(range) => selection.toggle(id, range)}
                      />
                    </td>
                  )}
                  {detail && (
                    <td className="w-9 pl-2">
                      <OpenButton
                        name={rowName(row)}
                        open={open}
                        inTabOrder={activeId === id}
                        onClick={() => onToggle?.(id)}
                      />
                    </td>
                  )}
                  {columns.map((column, index) => (
                    <Cell key={column.id} column={column} row={row} first={index === 0} />
                  ))}
                </tr>
                {detail && open && (
                  <tr className="border-t border-line bg-sunken">
                    <td colSpan={columns.length + (selection ? 2 : 1)} className="p-4">
                      {detail(row)}
                    </td>
                  </tr>
                )}
              </Fragment>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

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
