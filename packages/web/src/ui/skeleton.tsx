import { cx } from '../lib/class-names.ts';

/** A block of what will be there. It appears after 150 ms, so that what is quick does not flash. */
export function Skeleton({ className }: { className?: string }) {
  return (
    <div aria-hidden className="animate-appear">
      <div className={cx('animate-skeleton rounded-badge bg-sunken', className)} />
    </div>
  );
}

/** Rows of a table or list. */
export function SkeletonRows({ rows = 6 }: { rows?: number }) {
  return (
    <div className="flex flex-col gap-2 py-1">
      {Array.from({ length: rows }, (_, index) => (
        <Skeleton key={index} className={cx('h-6', index % 3 === 2 ? 'w-3/4' : 'w-full')} />
      ))}
    </div>
  );
}
