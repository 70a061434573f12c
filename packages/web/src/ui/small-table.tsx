import type { ReactNode } from 'react';
import { cx } from '../lib/class-names.ts';

interface SmallTableProps {
  /** For screen readers: what the rows are. */
  caption: string;
  /** Of the headings; cells bring the same width and alignment of their own. */
  columns: readonly { readonly title: string; readonly className?: string }[];
  className?: string;
  /** `SmallRow`s. */
  children: ReactNode;
}

/** A few rows inside a panel, all in view: nothing to sort, page or open. Others are `DataTable`s. */
export function SmallTable({ caption, columns, className, children }: SmallTableProps) {
  return (
    <table className={cx('w-full text-compact', className)}>
      <caption className="sr-only">{caption}</caption>
      <thead className="text-muted">
        <tr className="h-8">
          {columns.map(({ title, className: ofColumn }) => (
            <th key={title} scope="col" className={cx('font-medium', ofColumn)}>
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  );
}

export function SmallRow({ className, children }: { className?: string; children: ReactNode }) {
  return <tr className={cx('border-t border-line', className)}>{children}</tr>;
}
