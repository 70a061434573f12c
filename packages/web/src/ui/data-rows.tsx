import { ChevronRight } from 'lucide-react';
import { Fragment, useId } from 'react';
import { cx } from '../lib/class-names.ts';
import type { DataTableProps } from './data-table-props.ts';
import { RowBox, useSelectionKeys } from './row-box.tsx';
import type { Column } from './table-columns.ts';
import { TableHead } from './table-head.tsx';
import { useOverflow } from './use-overflow.ts';
import { useRowFocus } from './use-row-focus.ts';

const noIds: ReadonlySet<string> = new Set();

/** The rows of a table as a table. */
export function DataRows<T>(props: DataTableProps<T>) {
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
                  data-entered={props.enteredIds?.has(id) || undefined}
                  className="h-(--row) data-entered:bg-info-tint border-t border-line first:border-t-0 hover:bg-sunken has-[[data-row-primary]:focus-visible]:bg-accent/8 data-selected:bg-accent/8"
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
