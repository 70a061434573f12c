import { ArrowDown, ArrowUp, ChevronsUpDown } from 'lucide-react';
import { cx } from '../lib/class-names.ts';
import { readSort, type Column } from './table-columns.ts';

interface TableHeadProps<T> {
  columns: readonly Column<T>[];
  sort?: string | undefined;
  onSort?: ((sort: string) => void) | undefined;
  /** Rows begin with a button. */
  openable: boolean;
  /** Rows begin with a box. */
  selectable?: boolean;
  sticky: boolean;
}

/** A border would stay behind when the heading sticks. */
const underline = 'shadow-[inset_0_-1px_var(--color-line)]';

/** Only columns with an index have a button to sort by. */
export function TableHead<T>({
  columns,
  sort,
  onSort,
  openable,
  selectable,
  sticky,
}: TableHeadProps<T>) {
  return (
    <thead
      className={cx(
        'text-muted',
        sticky &&
          // Where the panel has no title the corners are its own.
          'sticky top-(--top-bar) z-10 [&_th]:bg-surface [&_th]:first:rounded-tl-panel [&_th]:last:rounded-tr-panel',
      )}
    >
      <tr className="h-9">
        {selectable && (
          <th scope="col" className={cx('w-7', underline)}>
            <span className="sr-only">Selected</span>
          </th>
        )}
        {openable && (
          <th scope="col" className={cx('w-9', underline)}>
            <span className="sr-only">Details</span>
          </th>
        )}
        {columns.map((column) => (
          <Heading key={column.id} column={column} sort={sort} onSort={onSort} />
        ))}
      </tr>
    </thead>
  );
}

interface HeadingProps<T> {
  column: Column<T>;
  sort?: string | undefined;
  onSort?: ((sort: string) => void) | undefined;
}

function Heading<T>({ column, sort, onSort }: HeadingProps<T>) {
  const current = sort === undefined ? null : readSort(sort);
  const sorted = column.sort !== undefined && current?.field === column.sort;
  const className = cx(
    underline,
    'px-3 py-1 font-medium whitespace-nowrap first:pl-4 last:pr-4',
    column.align === 'end' ? 'text-right' : 'text-left',
    column.className,
  );
  if (!onSort || column.sort === undefined) {
    return (
      <th scope="col" className={className}>
        {column.title}
      </th>
    );
  }
  const next = sorted && current.descending ? column.sort : `-${column.sort}`;
  const Icon = !sorted ? ChevronsUpDown : current.descending ? ArrowDown : ArrowUp;
  return (
    <th
      scope="col"
      aria-sort={!sorted ? 'none' : current.descending ? 'descending' : 'ascending'}
      className={className}
    >
      <button
        type="button"
        onClick={() => onSort(next)}
        className="inline-flex min-h-6 items-center gap-1 font-medium hover:text-text"
      >
        {column.title}
        <Icon size={12} aria-hidden />
      </button>
    </th>
  );
}
