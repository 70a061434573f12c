import { ChevronLeft, ChevronRight } from 'lucide-react';
import { Button } from './button.tsx';
import { ToolbarSelect } from './toolbar-select.tsx';

export const pageSizes = ['25', '50', '100', '200'] as const;
export type PageSize = (typeof pageSizes)[number];

export interface PagerProps {
  /** Absent where there is nothing newer: the first page. */
  onNewer?: (() => void) | undefined;
  onOlder?: (() => void) | undefined;
  pageSize?: PageSize;
  onPageSize?: (size: PageSize) => void;
  /** "1,243 events", "10,000+ events", as far as it is known. */
  count?: string | undefined;
  /** What leads back and on is called where the order is not one of time. */
  names?: readonly [back: string, on: string];
}

const ofTime = ['Newer', 'Older'] as const;

/** Keyset paging has neighbours, no page numbers. */
export function Pager(props: PagerProps) {
  const { onNewer, onOlder, pageSize, onPageSize, count, names = ofTime } = props;
  return (
    <nav
      aria-label="Pages of this list"
      data-print="hide"
      className="flex flex-wrap items-center justify-between gap-2 border-t border-line px-4 py-2 text-compact"
    >
      <span className="text-muted">{count}</span>
      <div className="flex items-center gap-2">
        {pageSize && onPageSize && (
          <ToolbarSelect
            label="Rows a page"
            value={pageSize}
            onChange={onPageSize}
            options={pageSizes.map((size) => ({ value: size, label: `${size} rows` }))}
          />
        )}
        <Button onClick={onNewer} disabled={!onNewer} icon={<ChevronLeft size={14} aria-hidden />}>
          {names[0]}
        </Button>
        <Button onClick={onOlder} disabled={!onOlder}>
          {names[1]}
          <ChevronRight size={14} aria-hidden />
        </Button>
      </div>
    </nav>
  );
}
