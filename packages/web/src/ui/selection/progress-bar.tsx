import type { BulkAction } from '@taffrail/contract';
import { formatCount } from '../../lib/format.ts';

/** How far an action has come, as a bar and in words: what was done, skipped, failed, and is left. */
export function ProgressBar({ action }: { action: BulkAction }) {
  const { total, done, skipped, failed, pending } = action;
  const workedThrough = total - pending;
  const parts = [
    { name: 'done', count: done, fill: 'fill-ok' },
    { name: 'skipped', count: skipped, fill: 'fill-idle' },
    { name: 'failed', count: failed, fill: 'fill-error' },
  ];
  return (
    <div className="grid gap-1">
      <progress
        value={workedThrough}
        max={total}
        aria-label={`${formatCount(workedThrough)} of ${formatCount(total)} worked through`}
        className="sr-only"
      />
      <svg
        viewBox="0 0 100 2"
        preserveAspectRatio="none"
        aria-hidden
        className="h-2 w-full overflow-hidden rounded-badge bg-sunken"
      >
        {parts.map(({ name, count, fill }, index) => {
          const before = parts.slice(0, index).reduce((sum, part) => sum + part.count, 0);
          return (
            <rect
              key={name}
              x={(100 * before) / total}
              width={(100 * count) / total}
              height="2"
              className={fill}
            />
          );
        })}
      </svg>
      <p className="text-compact text-muted" data-numeric>
        {formatCount(workedThrough)} of {formatCount(total)} worked through
      </p>
    </div>
  );
}
