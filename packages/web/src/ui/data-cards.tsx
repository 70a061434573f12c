import { ChevronRight } from 'lucide-react';
import { cx } from '../lib/class-names.ts';
import type { DataTableProps } from './data-table-props.ts';
import { RowBox, useSelectionKeys } from './row-box.tsx';
import type { Column } from './table-columns.ts';
import { useRowFocus } from './use-row-focus.ts';

const noIds: ReadonlySet<string> = new Set();

/** The rows of a table on a narrow screen: a title, its lines, and the rest behind "Details". */
export function DataCards<T>(props: DataTableProps<T>) {
  const { caption, columns, rows, rowId, rowName, detail, openIds = noIds, onToggle } = props;
  const { selection } = props;
  const [list] = useRowFocus<HTMLUListElement>(rows.map(rowId));
  useSelectionKeys(selection);
  const of = (priority: 1 | 2 | 3): Column<T>[] =>
    columns.filter((column) => column.priority === priority);
  const rest = of(3);
  return (
    <ul ref={list} aria-label={caption}>
      {rows.map((row) => {
        const id = rowId(row);
        const open = openIds.has(id);
        return (
          <li
            key={id}
            data-row-id={id}
            data-selected={selection?.ids.has(id) || undefined}
            data-entered={props.enteredIds?.has(id) || undefined}
            className="relative border-t border-line px-4 py-3 first:border-t-0 data-entered:bg-info-tint data-selected:bg-accent/8 data-selected:shadow-[inset_2px_0_var(--color-accent)]"
          >
            <div className={cx('font-medium', selection && 'pr-8')}>
              {of(1).map((column) => (
                <span key={column.id}>{column.cell(row)}</span>
              ))}
            </div>
            {selection && (
              <div className="absolute top-2 right-2 coarse:top-0.5 coarse:right-0.5">
                <RowBox
                  label={`Select ${rowName(row)}`}
                  checked={selection.ids.has(id)}
                  inTabOrder
                  onChange={(range) => selection.toggle(id, range)}
                />
              </div>
            )}
            <div className="mt-1 flex flex-wrap gap-x-3 gap-y-1 text-compact text-muted">
              {of(2).map((column) => (
                <span key={column.id} className="min-w-0">
                  {column.cell(row)}
                </span>
              ))}
            </div>
            {(rest.length > 0 || detail) && (
              <button
                type="button"
                data-row-primary
                aria-expanded={open}
                aria-label={`Details of ${rowName(row)}`}
                onClick={() => onToggle?.(id)}
                className="-mb-2 -ml-1 flex min-h-9 items-center gap-0.5 rounded-control px-1 text-compact font-medium text-accent coarse:min-h-11"
              >
                Details
                <ChevronRight
                  size={14}
                  aria-hidden
                  className={cx('transition-transform', open && 'rotate-90')}
                />
              </button>
            )}
            {open && <Rest columns={rest} row={row} />}
            {open && detail?.(row)}
          </li>
        );
      })}
    </ul>
  );
}

function Rest<T>({ columns, row }: { columns: readonly Column<T>[]; row: T }) {
  if (columns.length === 0) return null;
  return (
    <dl className="mt-2 mb-3 grid grid-cols-[max-content_1fr] gap-x-4 gap-y-1 text-compact">
      {columns.map((column) => (
        <div key={column.id} className="col-span-2 grid grid-cols-subgrid items-baseline">
          <dt className="text-muted">{column.title}</dt>
          <dd className="min-w-0 break-words">{column.cell(row)}</dd>
        </div>
      ))}
    </dl>
  );
}
