import { useRef, type ReactNode } from 'react';
import { cx } from '../../lib/class-names.ts';
import { useShortcut } from '../../lib/use-shortcut.ts';
import { Button } from '../button.tsx';

interface FilterToolbarProps {
  /** One value each. */
  filters: object;
  /** Absent where no filter counts. */
  onClear: (() => void) | undefined;
  className?: string;
  /** `FilterSelect`s and the like. */
  children: ReactNode;
  /** What else is chosen there, at its end. */
  end?: ReactNode;
}

/** The filters of a list, each at its control: `f` leads to the first. */
export function FilterToolbar({ filters, onClear, className, children, end }: FilterToolbarProps) {
  const bar = useRef<HTMLDivElement>(null);
  useShortcut('f', 'Filter', () => bar.current?.querySelector('select')?.focus());
  return (
    <div
      ref={bar}
      className={cx('flex flex-wrap items-center gap-2', className ?? 'mb-3')}
      data-print="hide"
    >
      {children}
      {onClear && Object.values(filters).some((value) => value !== undefined) && (
        <Button look="quiet" className="text-compact" onClick={onClear}>
          Clear filters
        </Button>
      )}
      {end}
    </div>
  );
}
