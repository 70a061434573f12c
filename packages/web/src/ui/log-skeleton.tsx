import { Skeleton } from './skeleton.tsx';

const rows = Array.from({ length: 12 }, (_, index) => index);

/** Rows as high and columns about as wide as those that come. */
export function LogSkeleton() {
  return (
    <div className="pt-9">
      {rows.map((row) => (
        <div key={row} className="flex h-(--row) items-center gap-6 border-t border-line">
          <Skeleton className="h-3.5 w-20" />
          <Skeleton className="h-3.5 w-28" />
          <div className="flex-1">
            <Skeleton className={row % 3 === 0 ? 'h-3.5 w-1/2' : 'h-3.5 w-2/3'} />
          </div>
          <Skeleton className="h-3.5 w-32 max-sm:hidden" />
        </div>
      ))}
    </div>
  );
}
