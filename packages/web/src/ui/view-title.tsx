import { formatCount } from '../lib/format.ts';

/** The name of a view, and how many rows wait there for somebody to see to them. */
export function ViewTitle({ title, count = 0 }: { title: string; count: number | undefined }) {
  return (
    <>
      {title}
      {count > 0 && (
        <span className="rounded-badge bg-sunken px-1 text-caption" data-numeric>
          {formatCount(count)}
        </span>
      )}
    </>
  );
}
